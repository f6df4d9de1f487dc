using Acta.Record.Bodies;

namespace Acta.Desk.Translation;

/// <summary>
/// What stands in a passage beside its words (stress, links, notes), numbered so that a translator moves it and loses none of
/// it. A translation's own codes, which its original has not, are told by a t.
/// </summary>
internal sealed class InlineCodes
{
    private readonly Dictionary<string, Inline> _byId = new(StringComparer.Ordinal);
    private readonly List<(string Id, Inline Inline)> _ofSource = [];
    private readonly List<string> _ofTarget = [];
    private readonly bool _hasTarget;

    public InlineCodes(IReadOnlyList<Inline> source, IReadOnlyList<Inline>? target)
    {
        foreach (var inline in All(source))
        {
            var id = (_ofSource.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            _ofSource.Add((id, inline));
            _byId[id] = inline;
        }
        _hasTarget = target is not null;
        if (target is null) return;
        var free = _ofSource.ToList();
        var own = 0;
        foreach (var inline in All(target))
        {
            var at = free.FindIndex(c => Key(c.Inline) == Key(inline));
            if (at >= 0)
            {
                _ofTarget.Add(free[at].Id);
                free.RemoveAt(at);
            }
            else
            {
                var id = $"t{++own}";
                _ofTarget.Add(id);
                _byId[id] = inline;
            }
        }
    }

    /// <summary>Every code with its number, the source's first.</summary>
    public IEnumerable<(string Id, Inline Inline)> Numbered => _byId.Select(c => (c.Key, c.Value));

    /// <summary>The numbers of a text's codes in the order in which they begin.</summary>
    public IEnumerable<string> InSource => _ofSource.Select(c => c.Id);

    public IEnumerable<string> InTarget => _ofTarget;

    public Inline? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The codes without which a translation would say less: notes, and what names a record. A translation that went without them may come back without.</summary>
    public IEnumerable<string> Needed => _ofSource.Where(c => IsNeeded(c.Inline) && (!_hasTarget || _ofTarget.Contains(c.Id))).Select(c => c.Id);

    public static bool IsNeeded(Inline inline) => inline is FootnoteReferenceInline or MentionInline;

    /// <summary>The code around other words; a code that holds none is as it was.</summary>
    public static Inline Around(Inline code, IReadOnlyList<Inline> words) => code switch
    {
        EmphasisInline => new EmphasisInline(words),
        StrongInline => new StrongInline(words),
        SuperscriptInline => new SuperscriptInline(words),
        SubscriptInline => new SubscriptInline(words),
        LinkInline l => l with { Children = words },
        SpanInline s => s with { Children = words },
        MentionInline m => m with { Children = words },
        PictureInline p => p with { Alt = Inlines.PlainText(words) },
        _ => code,
    };

    /// <summary>The words in a code; null where it is one piece.</summary>
    public static IReadOnlyList<Inline>? Within(Inline inline) => inline switch
    {
        EmphasisInline e => e.Children,
        StrongInline s => s.Children,
        SuperscriptInline s => s.Children,
        SubscriptInline s => s.Children,
        LinkInline l => l.Children,
        SpanInline s => s.Children,
        MentionInline m => m.Children,
        PictureInline p => p.Alt.Length == 0 ? [] : [new TextInline(p.Alt)],
        _ => null,
    };

    /// <summary>How a code is written before and after its words, for those who translate.</summary>
    public static (string Start, string End) Marks(Inline inline) => inline switch
    {
        EmphasisInline => ("*", "*"),
        StrongInline => ("**", "**"),
        SuperscriptInline => ("^", "^"),
        SubscriptInline => ("~", "~"),
        LinkInline l => ("[", $"]({l.Url}{(l.Title is null ? "" : $" \"{l.Title}\"")})"),
        SpanInline s => ("[", $"]{{{string.Join(' ', new[] { s.Language is null ? null : "lang=" + s.Language, s.Direction is null ? null : "dir=" + s.Direction }.OfType<string>())}}}"),
        MentionInline m => ("[", $"](acta:{m.Resource})"),
        PictureInline p => ("![", $"]({p.Url})"),
        CodeInline c => ($"`{c.Value}`", ""),
        FootnoteReferenceInline f => ($"[^{f.Label}]", ""),
        _ => ("\\", ""),
    };

    /// <summary>The kind by the words of XLIFF.</summary>
    public static (string Type, string SubType) TypeOf(Inline inline) => inline switch
    {
        EmphasisInline => ("fmt", "xlf:i"),
        StrongInline => ("fmt", "xlf:b"),
        SuperscriptInline => ("fmt", "acta:sup"),
        SubscriptInline => ("fmt", "acta:sub"),
        LinkInline => ("link", "acta:link"),
        MentionInline => ("link", "acta:mention"),
        PictureInline => ("image", "acta:picture"),
        LineBreakInline => ("fmt", "xlf:lb"),
        CodeInline => ("other", "acta:code"),
        FootnoteReferenceInline => ("other", "acta:note"),
        _ => ("other", "acta:span"),
    };

    private static IEnumerable<Inline> All(IReadOnlyList<Inline> inlines)
    {
        foreach (var inline in inlines)
        {
            if (inline is TextInline) continue;
            yield return inline;
            if (inline is PictureInline || Within(inline) is not { } within) continue;
            foreach (var inner in All(within)) yield return inner;
        }
    }

    private static string Key(Inline inline) => $"{inline.GetType().Name} {Marks(inline)}";
}
