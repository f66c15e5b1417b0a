from pages.parts.stepper import stepper

NAMES = ["File", "Table and columns", "Checks", "What counts", "Submit"]


def test_the_current_step_says_so_to_a_screen_reader_and_nothing_else_does():
    html = stepper("Steps", NAMES, 3, {}, "done")
    assert html.count('aria-current="step"') == 1
    assert '<li class="now" aria-current="step">3. Checks</li>' in html


def test_finished_steps_with_an_address_are_links_and_later_steps_never():
    html = stepper("Steps", NAMES, 3, {1: "/inlezen?stap=1", 2: "/inlezen?stap=2", 4: "/inlezen?stap=4"}, "done")
    assert html.count("<a ") == 2
    assert "stap=4" not in html


def test_words_are_escaped():
    html = stepper("<b>", ["<script>"], 1, {}, "x")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
