// Slack's mrkdwn, drawn as elements. https://docs.slack.dev/messaging/formatting-message-text

import { formatted } from "./dates.js";
import { h } from "./dom.js";
import { link, mention } from "./mentions.js";

const STYLES = [
  ["*", "strong"],
  ["_", "em"],
  ["~", "s"],
];
const EMOJI = {
  white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", mag: "🔍", memo: "📝",
  eyes: "👀", "+1": "👍", "-1": "👎", wave: "👋", lock: "🔒", link: "🔗", newspaper: "📰",
};

/** Nodes for a mrkdwn string. `see` says who is who and where things are. */
export function mrkdwn(text, see) {
  const parts = text.split("```");
  return parts.flatMap((part, place) => {
    const isFenced = place % 2 === 1;
    // A fence that is never closed is text, as in Slack.
    if (isFenced && place === parts.length - 1) return lines("```" + part, see);
    if (isFenced) return h("pre", { class: "preformatted" }, unescaped(part.replace(/^\n|\n$/g, "")));
    return lines(place > 0 ? part.replace(/^\n/, "") : part, see);
  });
}

/** Nodes for plain_text: no markup, emoji by name. */
export function plain(text) {
  return withEmoji(text);
}

/** Quoted lines gathered into quotes, the rest with line breaks. */
function lines(text, see) {
  const nodes = [];
  let quote = null;
  text.split("\n").forEach((line, place) => {
    const quoted = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (quoted) {
      if (quote === null) nodes.push((quote = h("blockquote", { class: "quote" })));
      else quote.append(h("br"));
      quote.append(...inline(quoted[1], see));
      return;
    }
    // The quote is a block of its own: its end is already a line's end.
    if (place > 0 && quote === null) nodes.push(h("br"));
    quote = null;
    nodes.push(...inline(line, see));
  });
  return nodes;
}

/** Code, angle brackets, styles and bare addresses of one line. */
function inline(text, see) {
  const code = /`([^`]+)`/.exec(text);
  const angle = /<([^<>]+)>/.exec(text);
  const first = [code, angle].filter(Boolean).sort((a, b) => a.index - b.index)[0];
  const styled = firstStyled(text);
  if (styled && (!first || styled.start < first.index)) {
    return [
      ...inline(text.slice(0, styled.start), see),
      h(styled.tag, {}, inline(styled.inner, see)),
      ...inline(text.slice(styled.end), see),
    ];
  }
  if (!first) return bare(text, see);
  const drawn = first === code ? h("code", {}, unescaped(code[1])) : token(angle[1], see);
  return [
    ...inline(text.slice(0, first.index), see),
    drawn,
    ...inline(text.slice(first.index + first[0].length), see),
  ];
}

/** The first *bold*, _italic_ or ~strike~: marks stand at the edges of words. */
function firstStyled(text) {
  let found = null;
  for (const [mark, tag] of STYLES) {
    const match = pattern(mark).exec(text);
    if (match && (found === null || match.index < found.start)) {
      found = { start: match.index, end: match.index + match[0].length, inner: match[1], tag };
    }
  }
  return found;
}

/** `mark` at the edges of words; inside a word, as in snake_case, it is a letter like others. */
function pattern(mark) {
  const word = "[\\p{L}\\p{N}]";
  const inner = `(?:[^${mark}\\n]|(?<=${word})[${mark}](?=${word}))*`;
  return new RegExp(`(?<![\\p{L}\\p{N}${mark}])[${mark}](?=\\S)(${inner}[^\\s${mark}])[${mark}](?!${word})`, "u");
}

/** What stands between angle brackets. */
function token(inside, see) {
  const [target, label] = split(inside);
  if (target.startsWith("@")) return mention.user(target.slice(1), see);
  if (target.startsWith("#")) return mention.channel(target.slice(1), see);
  if (target.startsWith("!date^")) return date(inside);
  if (target.startsWith("!subteam^")) return mention.group(label ?? target.slice(9));
  if (target.startsWith("!")) return mention.broadcast(target.slice(1));
  // Without a scheme it is no link, whatever it looks like: `<b>` is text.
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return `<${unescaped(inside)}>`;
  return link(unescaped(target), label === null ? null : inline(label, see), see);
}

function split(inside) {
  const bar = inside.indexOf("|");
  return bar < 0 ? [inside, null] : [inside.slice(0, bar), inside.slice(bar + 1)];
}

/** `!date^1392734382^{date} at {time}^https://…|fallback` */
function date(inside) {
  const [head, fallback] = split(inside);
  const [, seconds, format] = head.split("^");
  const words = formatted(Number(seconds), unescaped(format ?? "")) ?? unescaped(fallback ?? "");
  return h("time", { class: "date", title: unescaped(fallback ?? "") }, words);
}

/** Addresses that nobody put into brackets become links, as in Slack. */
function bare(text, see) {
  const address = /https?:\/\/[^\s<>"“”]+[^\s<>"“”.,;:!?)\]}'’]/.exec(text);
  if (!address) return withEmoji(unescaped(text));
  return [
    ...withEmoji(unescaped(text.slice(0, address.index))),
    link(unescaped(address[0]), null, see),
    ...bare(text.slice(address.index + address[0].length), see),
  ];
}

function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole).split("\n")
    .flatMap((line, place) => (place === 0 ? [line] : [h("br"), line]));
}

/** The emoji for a name, or the name between colons. */
export function emoji(name) {
  return EMOJI[name] ?? `:${name}:`;
}

/** `&amp;`, `&lt;` and `&gt;` as the characters that they stand for; no other entity exists. */
export function unescaped(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}
