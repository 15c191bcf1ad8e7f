// Talks to the stand-in: what there is to see, what a person does, and when something changed.

/** What `user` sees. */
export async function look({ user, channel, thread }) {
  const query = new URLSearchParams({ user });
  if (channel) query.set("channel", channel);
  if (thread) query.set("thread_ts", thread);
  const response = await fetch(`/page/state?${query}`);
  return response.json();
}

/** Does an action; resolves to {status, body, problem, ts} or {error}. */
export async function act(action, details) {
  const response = await fetch(`/page/actions/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(details),
  });
  return response.json();
}

/** Calls back at every change, and with false while the stand-in cannot be reached. */
export function follow(changed) {
  const stream = new EventSource("/page/changes");
  stream.onmessage = () => changed(true);
  stream.onerror = () => changed(false);
}
