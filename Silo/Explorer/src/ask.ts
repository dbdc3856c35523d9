// Asks the silo. A connection that is lost is said and tried again; what is refused is an error with the silo's words.
import { announce, h } from "./dom";

const root = "api/v1";
const longestPause = 10;

/** What the silo refuses, in its words. */
export class Refused extends Error {
  constructor(readonly status: number, detail: string, readonly nearest: string[]) {
    super(detail);
  }
}

/** The address of something below the API, with each part of its path escaped. */
export function at(path: string[], query?: URLSearchParams): string {
  const text = query?.toString() ?? "";
  return `${root}/${path.map(encodeURIComponent).join("/")}${text ? `?${text}` : ""}`;
}

/** JSON of the API. */
export async function ask<T>(path: string[], query: URLSearchParams | undefined, signal: AbortSignal): Promise<T> {
  const answer = await send(at(path, query), {}, signal);
  return (await answer.json()) as T;
}

/** Asks for something that changes something. */
export const change = (method: string, url: string, signal?: AbortSignal, more?: RequestInit): Promise<Response> =>
  send(url, { ...more, method, headers: { "X-Llmwl": "1", ...more?.headers } }, signal);

async function send(url: string, request: RequestInit, signal?: AbortSignal): Promise<Response> {
  for (let pause = 1; ; pause = Math.min(longestPause, pause * 2)) {
    let answer: Response;
    try {
      answer = await fetch(url, { ...request, signal });
    } catch (failure) {
      if (signal?.aborted) throw failure;
      // What changes something is not sent twice.
      if (request.method) throw new Refused(0, "The connection to the silo was lost; whether this was done is not known.", []);
      lost(`The connection to the silo is lost. Trying again in ${pause} s …`);
      await wait(pause, signal);
      continue;
    }

    if ((answer.status === 429 || answer.status === 503 || answer.status === 502) && !request.method) {
      lost(answer.status === 429 ? "The silo is busy. Asking again …" : "The silo is not ready. Asking again …");
      await wait(Number(answer.headers.get("Retry-After")) || pause, signal);
      continue;
    }

    found();
    if (answer.ok) return answer;
    throw await refusal(answer);
  }
}

async function refusal(answer: Response): Promise<Refused> {
  try {
    const problem = (await answer.json()) as { detail?: string; title?: string; nearest?: string[] };
    return new Refused(answer.status, problem.detail ?? problem.title ?? answer.statusText, problem.nearest ?? []);
  } catch {
    return new Refused(answer.status, `The silo answers ${answer.status}.`, []);
  }
}

/** Says that the connection is lost. */
export function lost(words: string): void {
  let banner = document.getElementById("lost");
  if (!banner) {
    banner = h("div", { id: "lost", role: "alert" });
    document.body.prepend(banner);
  }

  if (banner.textContent !== words) banner.textContent = words;
}

/** Takes that back. */
export function found(): void {
  const banner = document.getElementById("lost");
  if (!banner) return;
  banner.remove();
  announce("Connected again");
}

function wait(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, seconds * 1000);
    window.addEventListener("online", done, { once: true });
    signal?.addEventListener("abort", stop, { once: true });

    function done(): void {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal?.removeEventListener("abort", stop);
      resolve();
    }

    function stop(): void {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      reject(signal!.reason);
    }
  });
}
