import { at, change } from "../ask";
import { h } from "../dom";
import { failed } from "../parts";

/** Asks for a key, which the silo turns into a cookie that scripts cannot read. */
export function login(done: () => void): HTMLElement {
  const key = h("input", { id: "key", type: "password", required: true, autocomplete: "current-password" });
  const said = h("div");
  return h("form", {
    class: "card login", "aria-labelledby": "login-title", onsubmit: async (event: Event) => {
      event.preventDefault();
      try {
        await change("POST", at(["session"]), undefined, { headers: { Authorization: `Bearer ${key.value.trim()}` } });
        done();
      } catch (failure) {
        key.value = "";
        said.replaceChildren(failed(failure));
        key.focus();
      }
    },
  },
  h("h1", { id: "login-title", tabindex: -1 }, "Log in"),
  h("p", null, "This silo answers those who have one of its keys (", h("code", null, "Security:Keys"), ")."),
  h("label", { for: "key" }, h("span", null, "Key"), key), said,
  h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Log in")));
}
