// What the page shows is in its address, all of it: #/datasets/NAME/models?sort=-tokens&from=…

export const scopeNames = ["from", "to", "model", "user", "function", "instance", "status", "label"] as const;
export type ScopeName = (typeof scopeNames)[number];

export interface Route {
  path: string[];
  query: URLSearchParams;
}

/** What the address says. */
export function parse(hash: string): Route {
  const [path = "", ...query] = hash.replace(/^#\/?/, "").split("?");
  return { path: path.split("/").filter(part => part !== "").map(decode), query: new URLSearchParams(query.join("?")) };
}

/** The address of a view. */
export function address(path: string[], query?: URLSearchParams): string {
  const text = query?.toString() ?? "";
  return `#/${path.map(encodeURIComponent).join("/")}${text ? `?${text}` : ""}`;
}

/** The part of a query that narrows a question to some rows. */
export function scopeOf(query: URLSearchParams): URLSearchParams {
  const scope = new URLSearchParams();
  for (const name of scopeNames) for (const value of query.getAll(name)) scope.append(name, value);
  return scope;
}

/** A query with other values; null takes one out. */
export function changed(query: URLSearchParams, changes: Record<string, string | string[] | null>): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const each of value === null ? [] : Array.isArray(value) ? value : [value]) next.append(name, each);
  }

  return next;
}

/** Shows a view. With replace, the back button skips what was shown before. */
export function go(path: string[], query?: URLSearchParams, replace = false): void {
  if (replace) {
    history.replaceState(null, "", address(path, query));
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = address(path, query);
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
