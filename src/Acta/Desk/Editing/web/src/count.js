// How many words there are, as the language parts them.
export function counter(language) {
  let segmenter;
  try {
    segmenter = new Intl.Segmenter(language, { granularity: "word" });
  } catch {
    segmenter = new Intl.Segmenter("en", { granularity: "word" });
  }
  return text => {
    let count = 0;
    for (const segment of segmenter.segment(text)) if (segment.isWordLike) count++;
    return count;
  };
}

// What in Markdown is no word of the text: addresses, the names of fences and facts.
export const wordsOfMarkdown = markdown => markdown
  .replace(/^:{3,}[ \t]*(question|answer|quote|table|image|gallery|attachment|video|audio|json)?/gm, " ")
  .replace(/^(file|url|focus|lang):.*$/gm, " ").replace(/^(alt|caption|credit|licence):/gm, " ")
  .replace(/^\|{3} head$/gm, " ").replace(/^(\|\| )\{[^}\n]*\}/gm, " ").replace(/^[ \t]*\d+[.)] /gm, " ")
  .replace(/\]\([^)\n]*\)/g, " ").replace(/\]\{[^}\n]*\}/g, " ").replace(/\[\^[^\]\n]*\]:?/g, " ").replace(/\\(?=.)/g, "");

export const wordsOfDocument = doc => {
  const parts = [];
  doc.descendants(node => {
    if (node.isTextblock) parts.push(node.textBetween(0, node.content.size, " ", leaf => leaf.type.name === "picture" ? " " + (leaf.attrs.alt ?? "") + " " : " "));
    for (const name of ["alt", "credit", "licence", "title"]) if (node.type.name !== "doc" && node.isBlock && node.attrs[name]) parts.push(node.attrs[name]);
  });
  return parts.join("\n");
};
