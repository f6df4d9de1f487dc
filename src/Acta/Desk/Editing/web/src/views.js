// How nodes look that are more than words: pictures, files, recordings, notes; and what empty lines are for.
import { Extension } from "@tiptap/core";
import { NodeSelection, Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { h, text } from "./dom.js";

export const views = words => Extension.create({
  name: "views",
  addProseMirrorPlugins() {
    return [new Plugin({
      props: {
        nodeViews: {
          image: (node, view, place) => pictureView(words, node, view, place),
          galleryImage: (node, view, place) => pictureView(words, node, view, place),
          attachment: node => cardView(words, node, "attachment"),
          opaque: node => cardView(words, node, "opaque"),
          recording: (node, view, place) => recordingView(words, node, view, place),
          footnote: node => noteView(words, node),
        },
        decorations: state => empties(words, state.doc),
      },
    })];
  },
});

const labelOf = { speaker: "speaker", caption: "caption", cite: "source", definitionTerm: "term", image: "caption", galleryImage: "caption" };

function empties(words, doc) {
  const found = [];
  doc.descendants((node, pos) => {
    const label = labelOf[node.type.name];
    if (label && node.content.size === 0) found.push(Decoration.node(pos, pos + node.nodeSize, { class: "ed-empty", "data-empty": words[label] }));
    if (node.type.name === "turn") found.push(Decoration.node(pos, pos + node.nodeSize, { "data-label": words[node.attrs.role === "question" ? "question" : "answer"] }));
    return !node.isTextblock;
  });
  return DecorationSet.create(doc, found);
}

const isOurs = url => typeof url === "string" && url.startsWith("/") && !url.startsWith("//");
export const addressOf = attrs => attrs.file ? `/media/${attrs.file.id}/${encodeURIComponent(attrs.file.name)}` : attrs.url;

// What is seen of a node but is none of its words: a click on it takes the node whole.
const part = (view, place) => h("div", {
  class: "ed-seen", contenteditable: "false",
  onmousedown: event => {
    event.preventDefault();
    view.focus();
    view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, place())));
  },
});

function pictureView(words, node, view, place) {
  const seen = part(view, place);
  const contentDOM = h("figcaption");
  const dom = h("figure", { class: "ed-" + node.type.name.toLowerCase() }, seen, contentDOM);
  const show = node => {
    const { attrs } = node, url = addressOf(attrs);
    contentDOM.classList.toggle("ed-blank", node.content.size === 0);
    contentDOM.dataset.empty = words.caption;
    // Pictures of other sites are not loaded here: the desk shows nothing that is not ours.
    seen.replaceChildren(
      isOurs(url) ? h("img", { src: url, alt: attrs.alt ?? "" }) : h("p", { class: "ed-away" }, url ? text(words, "elsewhere", { url }) : words["no-address"]),
      h("p", { class: "ed-facts" }, [attrs.alt || words.decoration, attrs.credit, attrs.licence].filter(Boolean).join(" · ")));
  };
  show(node);
  return ours(dom, contentDOM, node, show);
}

function cardView(words, node, word) {
  const dom = h("div", { class: "ed-card", contenteditable: "false" });
  const show = ({ attrs }) => dom.replaceChildren(
    h("strong", {}, words[word]), " ",
    ...(word === "opaque" ? [h("pre", {}, attrs.markdown ?? "")] : [h("span", {}, attrs.title || ""), " ", h("span", { class: "ed-facts" }, addressOf(attrs) || words["no-address"])]));
  show(node);
  return ours(dom, null, node, show);
}

function recordingView(words, node, view, place) {
  const seen = part(view, place);
  const contentDOM = h("div");
  const dom = h("section", { class: "ed-recording" }, seen, contentDOM);
  const show = ({ attrs }) => seen.replaceChildren(h("strong", {}, words[attrs.kind === "audio" ? "audio" : "video"]), " ", h("span", {}, attrs.title || ""), " ", h("span", { class: "ed-facts" }, addressOf(attrs) || words["no-address"]));
  show(node);
  return ours(dom, contentDOM, node, show);
}

function noteView(words, node) {
  const label = h("span", { class: "ed-note-label", contenteditable: "false" });
  const contentDOM = h("div");
  const dom = h("div", { class: "ed-footnote" }, label, contentDOM);
  const show = ({ attrs }) => { label.textContent = text(words, "note", { label: attrs.label }); };
  show(node);
  return ours(dom, contentDOM, node, show);
}

function ours(dom, contentDOM, node, show) {
  return {
    dom,
    ...(contentDOM ? { contentDOM } : {}),
    update(next) {
      if (next.type !== node.type) return false;
      show(node = next);
      return true;
    },
    ignoreMutation: mutation => !contentDOM || mutation.type !== "selection" && !contentDOM.contains(mutation.target),
  };
}
