// Makes elements. Every text becomes a text node: names of logs are never markup.

export type Child = Node | string | number | null | undefined | false | Child[];
type Props = Record<string, string | number | boolean | null | undefined | ((event: any) => void)>;

/** An element with attributes; a member that begins with "on" is a listener. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props?: Props | null, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  set(element, props);
  add(element, children);
  return element;
}

/** An element of SVG. */
export function svg(tag: string, props: Props, ...children: Child[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  set(element, props);
  add(element, children);
  return element;
}

function set(element: Element, props?: Props | null): void {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "value" && element instanceof HTMLInputElement) element.value = String(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

function add(element: Element, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) add(element, child);
    else if (child instanceof Node) element.append(child);
    else if (child !== null && child !== undefined && child !== false) element.append(String(child));
  }
}

/** Says something to whoever listens to the page instead of looking at it. */
export function announce(words: string): void {
  const place = document.getElementById("said");
  if (place) place.textContent = words;
}

/** Puts a text on the clipboard, also where the page is served without TLS. */
export async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = h("textarea", { class: "unseen", "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

/** A button that copies a text, and says so. */
export function copyButton(text: string, what: string): HTMLButtonElement {
  const button = h("button", { type: "button", class: "copy", "aria-label": `Copy ${what}`, title: `Copy ${what}` }, icon());
  button.addEventListener("click", async () => {
    try {
      await copy(text);
      button.classList.add("done");
      announce(`Copied ${what}`);
      setTimeout(() => button.classList.remove("done"), 1500);
    } catch {
      announce("The browser does not let this page copy");
    }
  });
  return button;

  function icon(): SVGElement {
    return svg("svg", { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" },
      svg("rect", { x: 5.5, y: 5.5, width: 8, height: 8, rx: 1.5, fill: "none", stroke: "currentColor" }),
      svg("path", { d: "M10.5 3.5v-.5a1 1 0 0 0-1-1H3.5a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h.5", fill: "none", stroke: "currentColor" }));
  }
}
