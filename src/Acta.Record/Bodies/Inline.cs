namespace Acta.Record.Bodies;

/// <summary>A piece of a line of text: what the inline Markdown of a block means.</summary>
public abstract record Inline;

/// <summary>Plain characters.</summary>
/// <param name="Value">The characters, unescaped.</param>
public sealed record TextInline(string Value) : Inline;

/// <summary>Stressed text.</summary>
/// <param name="Children">What is stressed.</param>
public sealed record EmphasisInline(IReadOnlyList<Inline> Children) : Inline;

/// <summary>Strongly stressed text.</summary>
/// <param name="Children">What is stressed.</param>
public sealed record StrongInline(IReadOnlyList<Inline> Children) : Inline;

/// <summary>Characters as a machine has them.</summary>
/// <param name="Value">The characters.</param>
public sealed record CodeInline(string Value) : Inline;

/// <summary>A link.</summary>
/// <param name="Url">Absolute, or relative to the site.</param>
/// <param name="Title">Shown on hovering, if any.</param>
/// <param name="Children">The words that link.</param>
public sealed record LinkInline(string Url, string? Title, IReadOnlyList<Inline> Children) : Inline;

/// <summary>A small picture within a line.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Alt">What it shows; empty for decoration.</param>
public sealed record PictureInline(string Url, string Alt) : Inline;

/// <summary>A new line that the writer wants.</summary>
public sealed record LineBreakInline : Inline;

/// <summary>Raised text.</summary>
/// <param name="Children">What is raised.</param>
public sealed record SuperscriptInline(IReadOnlyList<Inline> Children) : Inline;

/// <summary>Lowered text.</summary>
/// <param name="Children">What is lowered.</param>
public sealed record SubscriptInline(IReadOnlyList<Inline> Children) : Inline;

/// <summary>A reference to the footnote with the label.</summary>
/// <param name="Label">Letters, digits, - and _.</param>
public sealed record FootnoteReferenceInline(string Label) : Inline;

/// <summary>Words in another language or direction.</summary>
/// <param name="Language">BCP 47, or null.</param>
/// <param name="Direction"><c>ltr</c>, <c>rtl</c> or null.</param>
/// <param name="Children">The words.</param>
public sealed record SpanInline(string? Language, string? Direction, IReadOnlyList<Inline> Children) : Inline;

/// <summary>Words that name a record. They render as published, whatever the record says later; the id only links.</summary>
/// <param name="Resource">The record's id.</param>
/// <param name="Children">The published words.</param>
public sealed record MentionInline(Guid Resource, IReadOnlyList<Inline> Children) : Inline;
