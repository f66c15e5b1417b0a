export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector("#root")
  // The style is filled by the script of the page, before or after this.
  const style = (window.ambitiemonitorStyle ??= new CSSStyleSheet()), tree = root.getRootNode()
  if (!tree.adoptedStyleSheets.includes(style)) tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, style]
  document.documentElement.lang = data.language
  root.lang = data.language
  // Writing the same markup again would take the keyboard focus away.
  if (root.shown !== data.markup) {
    root.innerHTML = data.markup
    root.shown = data.markup
  }
  root.onclick = (event) => {
    const link = event.target.closest("a[href]")
    const newTab = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0
    if (!link || newTab || link.hasAttribute("target")) return
    event.preventDefault()
    setTriggerValue("followed", link.getAttribute("href"))
  }
}
