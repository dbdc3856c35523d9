// The explorer: a view for each address, with all of its state in it.
import { ask, Refused } from "./ask";
import { announce, h, type Child } from "./dom";
import { change, at } from "./ask";
import { failed, type Place } from "./parts";
import { address, go, parse, scopeOf, type Route } from "./route";
import { scopeBar } from "./scope";
import { short } from "./text";
import { acceptDrops } from "./upload";
import { compare } from "./views/compare";
import { dataset } from "./views/dataset";
import { datasets } from "./views/datasets";
import { jobs } from "./views/jobs";
import { login } from "./views/login";
import { model } from "./views/model";
import { models } from "./views/models";
import { user } from "./views/user";
import { users } from "./views/users";

interface Session {
  needs_key: boolean;
  name: string | null;
  role: "read" | "write" | null;
}

// A view of the same path is shown when all of it has come, or after so long.
const longestKeeping = 500;

const header = h("header");
const main = h("main", { id: "main", tabindex: -1 });
const said = h("div", { id: "said", class: "unseen", role: "status", "aria-live": "polite" });
let leave = new AbortController();
let path = "";
let session: Session | null = null;

document.body.append(
  h("a", { class: "skip", href: "#main", onclick: (event: Event) => { event.preventDefault(); main.focus(); } }, "To the content"),
  header, main, said);
acceptDrops(() => (parse(location.hash).path[0] === "datasets" ? parse(location.hash).path[1] ?? null : null));
window.addEventListener("hashchange", () => void show());
window.addEventListener("unhandledrejection", event => {
  if (event.reason instanceof Refused && event.reason.status === 401) void start();
  if (event.reason instanceof DOMException && event.reason.name === "AbortError") event.preventDefault();
});
void start();

async function start(): Promise<void> {
  leave.abort();
  leave = new AbortController();
  drawHeader(parse(location.hash));
  main.replaceChildren(h("p", { class: "loading", role: "status" }, "Connecting to the silo …"));
  try {
    session = await ask<Session>(["session"], undefined, leave.signal);
  } catch (failure) {
    if (!leave.signal.aborted) main.replaceChildren(failed(failure));
    return;
  }

  if (session.needs_key && session.name === null) {
    drawHeader(parse(location.hash));
    document.title = "Log in · LLM Workload Cluster";
    main.replaceChildren(login(() => void start()));
    document.getElementById("key")?.focus();
    return;
  }

  path = "";
  await show();
}

async function show(): Promise<void> {
  if (!session || (session.needs_key && session.name === null)) return;
  const route = parse(location.hash);
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const place: Place = { path: route.path, query: route.query, scope: scopeOf(route.query), signal, pending: [] };
  const isSame = path === route.path.join("/");
  let view: Child;
  try {
    view = viewOf(place);
  } catch (failure) {
    view = failed(failure);
  }

  const next = h("div", { class: "view" }, view);
  const all = Promise.allSettled(place.pending);
  if (isSame) {
    main.setAttribute("aria-busy", "true");
    await Promise.race([all, new Promise(resolve => setTimeout(resolve, longestKeeping))]);
    if (signal.aborted) return;
  }

  const focused = document.activeElement as HTMLInputElement | null;
  const [focusedId, selection, typed] = [focused?.id, textCursor(focused), focused?.value];
  main.removeAttribute("aria-busy");
  main.replaceChildren(next);
  drawHeader(route);
  document.title = `${titleOf(route)} · LLM Workload Cluster`;
  if (isSame && focusedId) {
    const again = document.getElementById(focusedId) as HTMLInputElement | null;
    if (again && selection !== null && typed !== undefined) again.value = typed;
    again?.focus({ preventScroll: true });
    if (again && selection !== null) again.setSelectionRange(selection, selection);
  } else if (path !== "" && !isSame) {
    window.scrollTo(0, 0);
    (main.querySelector<HTMLElement>("h1") ?? main).focus();
  }

  path = route.path.join("/");
  await all;
  if (signal.aborted) return;
  announce(`${titleOf(route)}: loaded`);
  // A session may have ended meanwhile.
  if (main.querySelector(".failure") && session.needs_key) {
    const now = await ask<Session>(["session"], undefined, signal).catch(() => null);
    if (now && now.name === null) void start();
  }
}

function viewOf(place: Place): Child {
  const [kind = "datasets", name, part, ...rest] = place.path;
  if (kind === "datasets" && name === undefined) return datasets(place);
  if (kind === "jobs") return jobs(place);
  if (kind === "compare") return [h("div", { class: "head" }, h("h1", { tabindex: -1 }, "Compare")), scopeBar(place), compare(place)];
  if (kind === "datasets") {
    const body = part === undefined ? dataset(place)
      : part === "models" ? (rest.length === 0 ? models(place) : model(place))
        : part === "users" ? (rest.length === 0 ? users(place) : user(place))
          : null;
    if (body !== null) return [datasetHead(place, name, part), scopeBar(place), body];
  }

  return h("div", { class: "empty" }, h("h1", { tabindex: -1 }, "There is no such page"),
    h("p", null, h("a", { href: address(["datasets"]) }, "All datasets")));
}

function datasetHead(place: Place, name: string, part: string | undefined): HTMLElement {
  const link = (text: string, to: string[], current: boolean): HTMLElement =>
    h("a", { href: address(["datasets", name, ...to], place.scope), "aria-current": current ? "page" : null }, text);
  const beside = new URLSearchParams(place.scope);
  beside.set("a", name);
  return h("div", { class: "head" },
    h("h1", { tabindex: -1, title: name }, short(name)),
    h("nav", { "aria-label": "The dataset" },
      link("Overview", [], part === undefined), link("Models", ["models"], part === "models"), link("Users", ["users"], part === "users"),
      h("a", { href: address(["compare"], beside) }, "Compare")));
}

function titleOf(route: Route): string {
  const [kind, name, part, ...rest] = route.path;
  if (kind === "jobs") return "Jobs";
  if (kind === "compare") return "Compare";
  if (name === undefined) return "Datasets";
  return [rest.length > 0 ? short(rest.join("/")) : part, short(name)].filter(Boolean).join(" · ");
}

function drawHeader(route: Route): void {
  const kind = route.path[0] ?? "datasets";
  const link = (text: string, to: string): HTMLElement =>
    h("a", { href: address([to]), "aria-current": kind === to ? "page" : null }, text);
  header.replaceChildren(
    h("a", { class: "brand", href: address(["datasets"]) }, h("img", { src: "explorer.svg", alt: "", width: 22, height: 22 }),
      h("span", null, "LLM Workload")),
    h("nav", { "aria-label": "The page" },
      link("Datasets", "datasets"), link("Compare", "compare"), link("Jobs", "jobs"), h("a", { href: "api/docs" }, "API"),
      session?.needs_key && session.name !== null
        ? h("button", { type: "button", class: "plain", title: `Logged in as ${session.name}, which may ${session.role}`, onclick: logout },
          "Log out")
        : null));
}

async function logout(): Promise<void> {
  await change("DELETE", at(["session"])).catch(() => undefined);
  go(["datasets"], undefined, true);
  void start();
}

const textCursor = (element: Element | null): number | null =>
  element instanceof HTMLInputElement && (element.type === "search" || element.type === "text") ? element.selectionStart : null;
