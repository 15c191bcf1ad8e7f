// The rich_text block. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

import { formatted } from "./dates.js";
import { h } from "./dom.js";
import { link, mention } from "./mentions.js";
import { emoji } from "./mrkdwn.js";
import { mistake } from "./mistake.js";

const TAGS = [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"], ["underline", "u"], ["highlight", "mark"]];

/** Elements for the parts of a rich_text block; lists that follow each other are nested. */
export function richText(elements, see) {
  return elements.map((element) => part(element, see));
}

function part(element, see) {
  switch (element.type) {
    case "rich_text_section":
      return h("p", { class: "rich-section" }, inlines(element.elements, see));
    case "rich_text_quote":
      return h("blockquote", { class: "quote" }, inlines(element.elements, see));
    case "rich_text_preformatted":
      return h("pre", { class: "preformatted" }, inlines(element.elements, see));
    case "rich_text_list":
      return list(element, see);
  }
  return mistake(`rich_text element "${element.type}"`);
}

function list(element, see) {
  const ordered = element.style === "ordered";
  return h(
    ordered ? "ol" : "ul",
    {
      class: `rich-list indent-${element.indent ?? 0}${element.border ? " bordered" : ""}`,
      start: ordered && element.offset ? element.offset + 1 : null,
    },
    element.elements.map((section) => h("li", {}, inlines(section.elements, see))),
  );
}

function inlines(elements, see) {
  return elements.map((element) => styled(inline(element, see), element.style));
}

function styled(nodes, style = {}) {
  return TAGS.reduce((inner, [name, tag]) => (style[name] ? [h(tag, {}, inner)] : inner), [nodes].flat());
}

function inline(element, see) {
  switch (element.type) {
    case "text":
      return broken(element.text);
    case "link":
      return link(element.url, element.text ? [element.text] : null, see);
    case "user":
      return mention.user(element.user_id, see);
    case "channel":
      return mention.channel(element.channel_id, see);
    case "usergroup":
      return mention.group(element.usergroup_id);
    case "team":
      return mention.group(element.team_id);
    case "broadcast":
      return mention.broadcast(element.range);
    case "emoji":
      return emoji(element.name);
    case "date":
      return h("time", { title: element.fallback }, formatted(element.timestamp, element.format) ?? element.fallback ?? "");
    case "color":
      return swatch(element.value);
  }
  return mistake(`rich_text element "${element.type}"`);
}

function broken(text) {
  return text.split("\n").flatMap((line, place) => (place === 0 ? [line] : [h("br"), line]));
}

function swatch(value) {
  const box = h("span", { class: "swatch", "aria-hidden": "true" });
  box.style.backgroundColor = /^#[0-9a-f]{6}$/i.test(value) ? value : "transparent";
  return h("span", {}, box, value);
}
