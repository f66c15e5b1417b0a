import pytest

from kpi.measure import named_categories

COFFEE = {"field": "cpv", "starts_with": ["1586", "1584"]}


@pytest.mark.parametrize(
    ("condition", "named"),
    [
        (COFFEE, {"1586", "1584"}),
        ({"any": [COFFEE, {"field": "cpv", "starts_with": ["45"]}]}, {"1586", "1584", "45"}),
        ({"all": [COFFEE, {"field": "amount", "at_least": "100"}]}, {"1586", "1584"}),
        ({"all": [COFFEE, {"not": {"field": "cpv", "starts_with": ["15863"]}}]}, {"1586", "1584"}),
        ({"all": []}, set()),
        ({"field": "department", "is": "x"}, set()),
    ],
)
def test_a_scope_is_about_the_categories_that_it_lets_in(condition, named):
    assert named_categories(condition) == named
