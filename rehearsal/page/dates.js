// Times, in the reader's own time zone.

const CLOCK = { hour: "numeric", minute: "2-digit" };

/** A message's `ts` as a Date. */
export function moment(ts) {
  return new Date(Number(ts) * 1000);
}

/** "9:41 AM" */
export function clock(ts) {
  return moment(ts).toLocaleTimeString(undefined, CLOCK);
}

/** "Today", "Yesterday", or the day in full. */
export function day(ts) {
  const then = moment(ts);
  return relative(then) ?? then.toLocaleDateString(undefined, { weekday: "long", month: "long", day: "numeric" });
}

/** Day and time in full, for a tooltip. */
export function whole(ts) {
  return moment(ts).toLocaleString(undefined, { dateStyle: "full", timeStyle: "medium" });
}

function relative(then) {
  const now = new Date();
  const days = Math.round((startOf(now) - startOf(then)) / 86_400_000);
  return { 0: "Today", 1: "Yesterday", "-1": "Tomorrow" }[days];
}

function startOf(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** Slack's date tokens filled in; null where the seconds make no date. */
export function formatted(seconds, format) {
  const then = new Date(seconds * 1000);
  if (Number.isNaN(then.getTime())) return null;
  const show = (options) => then.toLocaleString(undefined, options);
  const long = () => show({ weekday: "long", year: "numeric", month: "long", day: "numeric" });
  const short = () => show({ year: "numeric", month: "short", day: "numeric" });
  const plain = () => show({ year: "numeric", month: "long", day: "numeric" });
  const pretty = (words) => relative(then)?.toLowerCase() ?? words();
  const tokens = {
    date_num: () => then.toISOString().slice(0, 10),
    date: plain,
    date_short: short,
    date_long: long,
    date_pretty: () => pretty(plain),
    date_short_pretty: () => pretty(short),
    date_long_pretty: () => pretty(long),
    day_divider_pretty: () => pretty(long),
    time: () => show(CLOCK),
    time_secs: () => show({ ...CLOCK, second: "2-digit" }),
    ago: () => ago(then),
  };
  return format.replace(/\{(\w+)\}/g, (token, name) => tokens[name]?.() ?? token);
}

function ago(then) {
  const minutes = Math.round((Date.now() - then.getTime()) / 60_000);
  const words = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(-minutes, "minute");
  if (Math.abs(minutes) < 1440) return words.format(-Math.round(minutes / 60), "hour");
  return words.format(-Math.round(minutes / 1440), "day");
}
