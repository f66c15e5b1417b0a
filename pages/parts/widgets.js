// What Streamlit's own widgets say, in the language of the page: Streamlit has no translation. Each text and label that is wholly one of
// the known ones is replaced; where Streamlit words it otherwise it stays as it is. The list is of [said, as it is to be
// said], in which {} stands for anything.
(() => {
  const SAYINGS = SAYINGS_HERE;
  const ATTRIBUTES = ['aria-label', 'placeholder', 'title'];
  const whole = new Map(SAYINGS.filter(([said]) => !said.includes('{}')));
  const parts = SAYINGS.filter(([said]) => said.includes('{}')).map(([said, wanted]) => {
    const literally = said.split('{}').map(piece => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return [new RegExp(`^${literally.join('(.+)')}$`), wanted];
  });
  const inOurs = said => {
    if (whole.has(said)) return whole.get(said);
    for (const [pattern, wanted] of parts) {
      const found = pattern.exec(said);
      if (found) return wanted.replace('{}', () => found[1]);
    }
    return said;
  };
  const ofText = node => {
    const said = node.nodeValue.trim(), wanted = inOurs(said);
    if (wanted !== said) node.nodeValue = node.nodeValue.replace(said, () => wanted);
  };
  const ofLabels = element => {
    for (const name of ATTRIBUTES) {
      const said = element.getAttribute(name);
      if (said && inOurs(said) !== said) element.setAttribute(name, inOurs(said));
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
