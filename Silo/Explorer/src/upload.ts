// Brings a log that is dropped on the page, or chosen, into a dataset.
import { at, found, lost } from "./ask";
import { announce, h } from "./dom";
import { go } from "./route";
import { bytes } from "./text";

/** Lets files be dropped anywhere on the page. */
export function acceptDrops(dataset: () => string | null): void {
  const veil = h("div", { id: "veil", hidden: true }, h("p", null, "Drop a log to bring it into a dataset"));
  document.body.append(veil);
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  window.addEventListener("dragover", event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  window.addEventListener("dragleave", event => {
    if (event.relatedTarget === null) veil.hidden = true;
  });
  window.addEventListener("drop", event => {
    veil.hidden = true;
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    offer(file, dataset());
  });
}

/** A button that chooses a file. */
export function chooser(dataset: string | null): HTMLElement {
  const input = h("input", { type: "file", id: "file", class: "unseen", tabindex: -1, "aria-label": "A log" });
  input.addEventListener("change", () => {
    if (input.files?.[0]) offer(input.files[0], dataset);
    input.value = "";
  });
  return h("span", null, input, h("button", { type: "button", class: "primary", onclick: () => input.click() }, "Upload a log …"));
}

// Asks which dataset it is for, and sends it.
function offer(file: File, dataset: string | null): void {
  const name = h("input", {
    id: "upload-dataset", type: "text", required: true, maxlength: 200, value: dataset ?? stem(file.name), pattern: "[^\\/\\\\]+",
  });
  const model = h("input", { id: "upload-model", type: "text", placeholder: "only for a log without models" });
  const progress = h("progress", { max: 1, value: 0, "aria-label": "Sent", hidden: true });
  const words = h("p", { class: "hint", role: "status" });
  const send = h("button", { type: "submit", class: "primary" }, "Upload");
  const dialog = h("dialog", { "aria-labelledby": "upload-title" });
  const request = new XMLHttpRequest();
  const form = h("form", {
    onsubmit: (event: Event) => {
      event.preventDefault();
      send.disabled = true;
      progress.hidden = false;
      start();
    },
  },
  h("h2", { id: "upload-title" }, "Upload a log"),
  h("p", null, h("strong", null, file.name), `, ${bytes(file.size)}`),
  h("label", { for: "upload-dataset" }, h("span", null, "Dataset"), name),
  h("label", { for: "upload-model" }, h("span", null, "Model"), model),
  progress, words,
  h("div", { class: "buttons" }, h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"), send));
  dialog.append(form);
  dialog.addEventListener("close", () => {
    request.abort();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  send.focus();

  function start(): void {
    const query = new URLSearchParams({ name: file.name });
    if (model.value.trim()) query.set("model-name", model.value.trim());
    request.open("POST", at(["datasets", name.value.trim(), "files"], query));
    request.setRequestHeader("X-Llmwl", "1");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = event => {
      progress.value = event.total > 0 ? event.loaded / event.total : 0;
      words.textContent = `Sent ${bytes(event.loaded)} of ${bytes(event.total)}`;
    };
    request.onload = () => {
      found();
      const answer = JSON.parse(request.responseText || "{}") as { id?: string; detail?: string };
      if (request.status !== 202 || !answer.id) return stopped(answer.detail ?? `The silo answers ${request.status}.`);
      dialog.close();
      announce("The log is sent");
      go(["jobs", answer.id]);
    };
    request.onerror = () => {
      lost("The connection to the silo is lost.");
      stopped("The connection was lost while the log was sent. The same file may be sent again: no request counts twice.");
    };
    request.send(file);
  }

  function stopped(why: string): void {
    send.disabled = false;
    progress.hidden = true;
    words.textContent = why;
    words.className = "failure";
  }
}

const stem = (file: string): string => file.replace(/(\.(csv|jsonl?|ndjson|parquet|gz|zst))+$/i, "").replaceAll(/[/\\]/g, "-") || "log";
