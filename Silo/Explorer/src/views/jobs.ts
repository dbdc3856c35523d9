import { ask, at, change, found as connected, lost } from "../ask";
import { announce, h, type Child } from "../dom";
import { command, downloads, empty, failed, later, type Place } from "../parts";
import { address } from "../route";
import { bytes, count, number, seconds, short } from "../text";
import { chooser } from "../upload";

export interface Job {
  id: string;
  dataset: string;
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  rows: number;
  bytes: number;
  total_bytes: number;
  seconds: number;
  rows_per_second: number | null;
  seconds_left: number | null;
  behind_bytes?: number;
  seconds_since_last?: number | null;
  notes: string[];
  skipped_files?: string[];
  error?: string;
}

const states: Record<Job["state"], string> = {
  waiting: "waits for others", running: "reads", done: "done", failed: "failed", cancelled: "stopped",
};
const hasEnded = (job: Job): boolean => job.state !== "waiting" && job.state !== "running";

/** The jobs of the silo, or one of them, as they go on. */
export function jobs(place: Place): Child {
  const id = place.path[1];
  return [
    h("div", { class: "head" }, h("h1", { tabindex: -1 }, id ? "Job" : "Jobs"), chooser(null)),
    later(place, "Asking for the jobs …", async () => {
      const found = id
        ? [await ask<Job>(["jobs", id], undefined, place.signal)]
        : await ask<Job[]>(["jobs"], undefined, place.signal);
      if (found.length === 0) {
        return empty("No log has been brought in since the silo started. Drop one onto this page, or upload one.");
      }

      return h("div", null, found.map(job => card(place, job)),
        command(["ingest", "FILE", "--dataset", id ? found[0].dataset : "NAME"]),
        downloads([{ name: "JSON", href: at(id ? ["jobs", id] : ["jobs"]), file: "jobs.json" }]));
    }),
  ];
}

function card(place: Place, first: Job): HTMLElement {
  const box = h("article", { class: "card job", "aria-label": `Job ${short(first.id)}` });
  const draw = (job: Job): void => {
    box.dataset.state = job.state;
    const share = job.state === "done" ? 1 : job.total_bytes > 0 ? job.bytes / job.total_bytes : 0;
    box.replaceChildren(
      h("div", { class: "bar" },
        h("h2", null, h("a", { href: address(["datasets", job.dataset]) }, job.dataset)),
        h("span", { class: `state ${job.state}` },
          job.behind_bytes !== undefined && job.state === "running" ? "follows" : states[job.state]),
        h("a", { href: address(["jobs", job.id]), class: "id", title: job.id }, short(job.id)),
        !hasEnded(job) && h("button", { type: "button", onclick: () => stop(job, box) }, "Stop")),
      job.behind_bytes === undefined
        ? h("progress", { max: 1, value: share, "aria-label": `How far ${job.dataset} is` }) : "",
      h("p", { class: "figures" },
        `${count(job.rows)} requests`,
        job.total_bytes > 0 && ` · ${bytes(job.bytes)} of ${bytes(job.total_bytes)}`,
        job.rows_per_second !== null && ` · ${number(job.rows_per_second)} requests a second`,
        ` · ${seconds(job.seconds)}`,
        job.seconds_left !== null && ` · ${seconds(job.seconds_left)} left`,
        job.behind_bytes !== undefined && ` · ${bytes(job.behind_bytes)} behind`,
        job.seconds_since_last != null && ` · last request started ${seconds(job.seconds_since_last)} ago`),
      job.error ? h("p", { class: "failure", role: "alert" }, job.error) : "",
      job.skipped_files && job.skipped_files.length > 0
        ? h("p", { class: "hint" }, `In the dataset already: ${job.skipped_files.join(", ")}`) : "",
      job.notes.length > 0 ? h("ul", { class: "doubts" }, job.notes.map(note => h("li", null, note))) : "",
      job.state === "done"
        ? h("p", null, h("a", { class: "button primary", href: address(["datasets", job.dataset]) }, "Open the dataset"))
        : "");
  };
  draw(first);
  if (!hasEnded(first)) follow(place, first.id, draw);
  return box;
}

// The browser connects again by itself; until then that is said.
function follow(place: Place, id: string, draw: (job: Job) => void): void {
  const events = new EventSource(at(["jobs", id, "events"]));
  place.signal.addEventListener("abort", () => events.close());
  events.onopen = connected;
  events.addEventListener("progress", event => draw(JSON.parse((event as MessageEvent<string>).data) as Job));
  events.addEventListener("end", event => {
    events.close();
    const job = JSON.parse((event as MessageEvent<string>).data) as Job;
    draw(job);
    announce(`${job.dataset}: ${states[job.state]}`);
  });
  events.onerror = () => {
    lost("The connection to the silo is lost. Trying again …");
    if (events.readyState !== EventSource.CLOSED) return;
    // It was refused: asking says why, or waits for the silo.
    ask<Job>(["jobs", id], undefined, place.signal).then(
      job => (hasEnded(job) ? draw(job) : follow(place, id, draw)),
      failure => draw({ ...unknown(id), error: failure instanceof Error ? failure.message : String(failure) }));
  };
}

const unknown = (id: string): Job => ({
  id, dataset: "", state: "failed", rows: 0, bytes: 0, total_bytes: 0, seconds: 0, rows_per_second: null, seconds_left: null, notes: [],
});

async function stop(job: Job, box: HTMLElement): Promise<void> {
  try {
    await change("DELETE", at(["jobs", job.id]));
  } catch (failure) {
    box.append(failed(failure));
  }
}
