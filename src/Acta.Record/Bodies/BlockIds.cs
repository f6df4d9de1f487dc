using System.Globalization;

namespace Acta.Record.Bodies;

/// <summary>Gives the blocks of a body their lasting ids.</summary>
public static class BlockIds
{
    /// <summary>The body with an id on each block.</summary>
    public static IReadOnlyList<Block> Assign(IReadOnlyList<Block> body, IReadOnlyList<Block>? previous = null) =>
        [.. body.Select((b, i) => b with { Id = previous is not null && i < previous.Count ? previous[i].Id : "b" + (i + 1).ToString(CultureInfo.InvariantCulture) })];

    /// <summary>The translation with the original's ids where kinds line up.</summary>
    public static IReadOnlyList<Block> AlignTo(IReadOnlyList<Block> translation, IReadOnlyList<Block> original) => Assign(translation, original);
}
