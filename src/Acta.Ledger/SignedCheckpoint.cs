using System.Diagnostics.CodeAnalysis;

namespace Acta.Ledger;

/// <summary>A checkpoint under its log's verified signature (C2SP tlog-checkpoint, “Signatures”). There is no other way to have one.</summary>
public sealed class SignedCheckpoint
{
    private SignedCheckpoint(Checkpoint checkpoint, Note note, byte[] bytes)
    {
        Checkpoint = checkpoint;
        Note = note;
        Bytes = bytes;
    }

    /// <summary>What was signed.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>The note, with every signature on it.</summary>
    public Note Note { get; }

    /// <summary>The note's bytes, as served.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads a signed checkpoint and verifies that the log signed it.</summary>
    /// <param name="bytes">Foreign bytes: a signed note.</param>
    /// <param name="origin">The log whose checkpoint it must be.</param>
    /// <param name="logKeys">The keys of that log: one of them must have signed, and none wrongly. Witnesses' keys don't belong here.</param>
    /// <param name="signed">The checkpoint, when true is returned.</param>
    /// <param name="reason">A sentence, when false is returned.</param>
    public static bool TryOpen(ReadOnlySpan<byte> bytes, string origin, IReadOnlyCollection<NoteVerifier> logKeys,
        [NotNullWhen(true)] out SignedCheckpoint? signed, [NotNullWhen(false)] out string? reason)
    {
        signed = null;
        if (!Note.TryParse(bytes, out var note, out reason)) return false;
        if (!note.TryVerify(logKeys, out _, out reason)) return false;
        if (!Checkpoint.TryParse(note.Text, out var checkpoint, out reason)) return false;
        if (checkpoint.Origin != origin)
        {
            reason = $"The checkpoint is of another log: “{checkpoint.Origin}”, not “{origin}”.";
            return false;
        }
        signed = new SignedCheckpoint(checkpoint, note, bytes.ToArray());
        return true;
    }
}
