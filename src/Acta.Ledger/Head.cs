namespace Acta.Ledger;

/// <summary>The state a log has promised: its size, its root, and the signed note that says so.</summary>
/// <param name="Size">The number of entries.</param>
/// <param name="Root">The root of their tree.</param>
/// <param name="Checkpoint">The signed checkpoint of exactly this size and root, as served (C2SP tlog-checkpoint).</param>
public sealed record Head(long Size, Hash Root, string Checkpoint);
