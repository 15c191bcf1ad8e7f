// Every block type that Slack draws. https://docs.slack.dev/reference/block-kit/blocks

import { h } from "./dom.js";
import { control } from "./elements.js";
import { inputBlock } from "./inputs.js";
import { link } from "./mentions.js";
import { mistake } from "./mistake.js";
import { mrkdwn, plain } from "./mrkdwn.js";
import { richText } from "./richtext.js";

/**
 * Elements for blocks. `surface` is {see, act, values, errors, drafts, scope}: `act(action, value)`
 * does a click, `values` is state.values, `scope` keeps ids apart.
 */
export function blocks(list, surface) {
  return list.map((block) => {
    const draw = DRAWN[block.type];
    const drawn = draw ? draw(block, surface) : mistake(`block type "${block.type}"`);
    drawn.dataset.blockId = block.block_id ?? "";
    drawn.classList.add("block");
    return drawn;
  });
}

/** Nodes of a text object. */
export function text(object, see) {
  return object.type === "mrkdwn" ? mrkdwn(object.text, see) : plain(object.text);
}

const DRAWN = {
  section(block, surface) {
    const words = h("div", { class: "section-words" });
    if (block.text) words.append(h("div", {}, text(block.text, surface.see)));
    if (block.fields) {
      words.append(h("div", { class: "fields" }, block.fields.map((field) => h("div", {}, text(field, surface.see)))));
    }
    const beside = block.accessory && h("div", { class: "accessory" }, element(block, block.accessory, surface));
    return h("div", { class: "section" }, words, beside);
  },
  divider: () => h("hr", { class: "divider" }),
  header: (block) => h("h3", { class: "block-header" }, plain(block.text.text)),
  context(block, surface) {
    const parts = block.elements.map((each) =>
      each.type === "image" ? picture(each, "context-image") : h("span", { class: "context-text" }, text(each, surface.see)),
    );
    return h("div", { class: "context" }, parts);
  },
  actions: (block, surface) =>
    h("div", { class: "actions" }, block.elements.map((each) => element(block, each, surface))),
  context_actions: (block, surface) =>
    h("div", { class: "actions context-actions" }, block.elements.map((each) => element(block, each, surface))),
  image(block) {
    return h("figure", { class: "image-block" }, block.title && h("figcaption", {}, plain(block.title.text)), picture(block, "image-large"));
  },
  input: (block, surface) => inputBlock(block, surface),
  rich_text: (block, surface) => h("div", { class: "rich-text" }, richText(block.elements, surface.see)),
  table: (block, surface) => table(block, surface.see),
  video(block, surface) {
    const title = block.title_url ? link(block.title_url, plain(block.title.text), surface.see) : plain(block.title.text);
    return h("figure", { class: "image-block" }, h("figcaption", {}, title), h("div", { class: "image-stand-in" }, `Video: ${block.alt_text}`));
  },
  alert: (block, surface) => h("div", { class: `alert alert-${block.level ?? "default"}`, role: "note" }, text(block.text, surface.see)),
};

function element(block, each, surface) {
  if (each.type === "image") return picture(each, "accessory-image");
  return control(block, each, surface);
}

/** A frame with the picture's words. Nothing is loaded from outside: the rehearsal has no network. */
function picture(image, kind) {
  if (image.slack_file?.id) return h("img", { class: kind, src: `page/files/${image.slack_file.id}`, alt: image.alt_text });
  if (/^data:image\//.test(image.image_url ?? "")) return h("img", { class: kind, src: image.image_url, alt: image.alt_text });
  return h("span", { class: `image-stand-in ${kind}`, role: "img", "aria-label": image.alt_text, title: image.image_url }, image.alt_text);
}

function table(block, see) {
  const [head, ...rest] = block.rows;
  const settings = block.column_settings ?? [];
  const cell = (tag) => (each, place) => {
    const drawn = h(tag, tag === "th" ? { scope: "col" } : {}, cellContent(each, see));
    drawn.className = `align-${settings[place]?.align ?? "left"}${settings[place]?.is_wrapped ? " wrapped" : ""}`;
    return drawn;
  };
  return h(
    "div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Table" },
    h("table", {}, h("thead", {}, h("tr", {}, head.map(cell("th")))), h("tbody", {}, rest.map((row) => h("tr", {}, row.map(cell("td")))))),
  );
}

function cellContent(each, see) {
  if (each.type === "raw_text") return each.text;
  if (each.type === "rich_text") return richText(each.elements, see);
  return mistake(`table cell "${each.type}"`);
}
