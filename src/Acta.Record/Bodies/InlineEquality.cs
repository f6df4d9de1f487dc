namespace Acta.Record.Bodies;

/// <summary>Whether inlines say the same: records compare their lists by reference.</summary>
internal static class InlineEquality
{
    public static bool Same(IReadOnlyList<Inline> a, IReadOnlyList<Inline> b)
    {
        if (a.Count != b.Count) return false;
        for (var i = 0; i < a.Count; i++)
            if (!Same(a[i], b[i])) return false;
        return true;
    }

    private static bool Same(Inline a, Inline b) => (a, b) switch
    {
        (LinkInline x, LinkInline y) => x.Url == y.Url && x.Title == y.Title && Same(x.Children, y.Children),
        (SpanInline x, SpanInline y) => x.Language == y.Language && x.Direction == y.Direction && Same(x.Children, y.Children),
        (MentionInline x, MentionInline y) => x.Resource == y.Resource && Same(x.Children, y.Children),
        (EmphasisInline x, EmphasisInline y) => Same(x.Children, y.Children),
        (StrongInline x, StrongInline y) => Same(x.Children, y.Children),
        (SuperscriptInline x, SuperscriptInline y) => Same(x.Children, y.Children),
        (SubscriptInline x, SubscriptInline y) => Same(x.Children, y.Children),
        _ => a.Equals(b),
    };
}
