using Acta.Record.Bodies;

namespace Acta.Import;

/// <summary>What an import derives where the source is silent; the edition says that it is derived.</summary>
internal static class Derived
{
    private const int Longest = 160;

    /// <summary>The first sentence, without its full stop.</summary>
    /// <exception cref="BadItem">There is no word to take it from.</exception>
    public static string Headline(IReadOnlyList<Block> body, string language)
    {
        var sentence = BodyText.FirstSentence(body, language, Longest).Replace('\n', ' ').Trim();
        if (sentence.Length == 0) throw new BadItem("it has neither a headline nor any text.");
        return sentence.EndsWith("...", StringComparison.Ordinal) ? sentence : sentence.TrimEnd('.', '。', '։', '۔', '।');
    }
}
