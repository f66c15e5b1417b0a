// What Streamlit's own widgets say, in the language of the page: Streamlit has no translation. Each text and label that is wholly one of
// the known ones is replaced; where Streamlit words it otherwise it stays as it is. The list is of [said, as it is to be
// said], in which {} stands for anything. What we or our users wrote stays as it is: a supplier may be called "Page Personnel".
(() => {
  const SAYINGS = SAYINGS_HERE;
  // Streamlit calls the button of a list "Open", a word that stands elsewhere too: this one is known by where it stands.
  const OPENS_A_LIST = '[role="group"]:has([role="combobox"]) button[aria-haspopup="listbox"]', OPEN_A_LIST = OPEN_HERE;
  const ATTRIBUTES = ['aria-label', 'aria-valuetext', 'placeholder', 'title'];
  const WRITTEN = '[data-testid="stMarkdownContainer"], [data-testid="stFileChipName"], [role="gridcell"], [data-tag], '
    + '[role="option"][aria-selected]:not([data-key^="__"])';
  const BUTTONS = '[data-testid="stFileUploaderDropzone"] button, [data-tag] button, [data-testid="stHeaderActionElements"] a';
  const isWritten = element => element.matches('[data-testid="stFileChip"]')
    || element.closest(WRITTEN) && !element.closest(BUTTONS);
  const whole = new Map(SAYINGS.filter(([said]) => !said.includes('{}')));
  const pattern = saying =>
    new RegExp(`^${saying.split('{}').map(piece => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.+)')}$`);
  const parts = SAYINGS.filter(([said]) => said.includes('{}'))
    .map(([said, wanted]) => [pattern(said), wanted, pattern(wanted)]);
  const inOurs = said => {
    if (whole.has(said)) return whole.get(said);
    for (const [theirs, wanted, ours] of parts) {
      const found = theirs.exec(said);
      // A name may read as their words do: "Remove 2024.csv weghalen" is ours already.
      if (found) return ours.test(said) ? said : wanted.replace('{}', () => found[1]);
    }
    return said;
  };
  const ofText = node => {
    const said = node.nodeValue.trim(), wanted = inOurs(said);
    if (wanted !== said && node.parentElement && !isWritten(node.parentElement)) node.nodeValue = node.nodeValue.replace(said, () => wanted);
  };
  const ofLabels = element => {
    if (element.matches(OPENS_A_LIST) && element.ariaLabel !== OPEN_A_LIST) element.ariaLabel = OPEN_A_LIST;
    for (const name of ATTRIBUTES) {
      const said = element.getAttribute(name);
      if (said && inOurs(said) !== said && !isWritten(element)) element.setAttribute(name, inOurs(said));
    }
  };
  const below = node => {
    if (node.nodeType === Node.TEXT_NODE) return ofText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let at = node; at; at = walker.nextNode()) at.nodeType === Node.TEXT_NODE ? ofText(at) : ofLabels(at);
  };
  window.widgetsInOurLanguage?.disconnect();
  window.widgetsInOurLanguage = new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === 'childList') change.addedNodes.forEach(below);
      else if (change.type === 'characterData') ofText(change.target);
      else ofLabels(change.target);
    }
  });
  window.widgetsInOurLanguage.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
  below(document.body);
})();
