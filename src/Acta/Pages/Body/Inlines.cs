using Acta.Record.Bodies;

namespace Acta.Pages;

internal static class Inlines
{
    public static IReadOnlyList<Inline> Parse(string text) => [new TextInline(text)];
}
