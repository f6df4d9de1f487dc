using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Acta.Ledger;

/// <summary>
/// A text with the signatures under it (C2SP signed-note). Parsing says only that the form is right: the text is to be
/// ignored until <see cref="TryVerify"/> has found a signature of a known key.
/// </summary>
public sealed class Note
{
    /// <summary>The most signatures read from one note; the specification asks for at least 16.</summary>
    public const int MaxSignatures = 64;

    /// <summary>The most bytes read as one note.</summary>
    public const int MaxSize = 1 << 20;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private Note(string text, IReadOnlyList<NoteSignature> signatures)
    {
        Text = text;
        Signatures = signatures;
    }

    /// <summary>The text, its last newline included.</summary>
    public string Text { get; }

    /// <summary>The signature lines in their order, known and unknown.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>Signs a text.</summary>
    /// <param name="text">Ends in a newline; holds no other control character below U+0020 and no unpaired surrogate.</param>
    /// <param name="signers">One or more keys of type 0x01; a new key's signature can stand beside an old one's.</param>
    /// <exception cref="ArgumentException">The text has another form, or there is no signer.</exception>
    public static Note Sign(string text, params IReadOnlyList<NoteSigner> signers)
    {
        if (signers.Count is < 1 or > MaxSignatures) throw new ArgumentException($"A note has 1 to {MaxSignatures} signatures.", nameof(signers));
        if (!IsText(text)) throw new ArgumentException("A note's text is valid Unicode, ends in a newline and holds no other control character.", nameof(text));
        return new Note(text, [.. signers.Select(signer => signer.Sign(text))]);
    }

    /// <summary>The same note with further signatures, such as witnesses' cosignatures, after its own.</summary>
    /// <exception cref="ArgumentException">There would be more than <see cref="MaxSignatures"/>.</exception>
    public Note With(params IReadOnlyList<NoteSignature> signatures)
    {
        if (Signatures.Count + signatures.Count > MaxSignatures) throw new ArgumentException($"A note has at most {MaxSignatures} signatures.", nameof(signatures));
        return new Note(Text, [.. Signatures, .. signatures]);
    }

    /// <summary>Reads a note strictly (C2SP signed-note, “Format”).</summary>
    /// <param name="bytes">Foreign bytes.</param>
    /// <param name="note">The note, when true is returned; its <see cref="ToBytes"/> equals <paramref name="bytes"/>.</param>
    /// <param name="reason">A sentence, when false is returned.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Note? note, [NotNullWhen(false)] out string? reason)
    {
        note = null;
        if (bytes.Length > MaxSize) return Refuse($"The note is longer than {MaxSize} bytes.", out reason);
        string whole;
        try { whole = s_strictUtf8.GetString(bytes); }
        catch (DecoderFallbackException) { return Refuse("The note is not valid UTF-8.", out reason); }
        if (!IsText(whole)) return Refuse("The note does not end in a newline, or holds a control character.", out reason);

        var gap = whole.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (gap < 0 || gap + 2 == whole.Length) return Refuse("The note has no signature lines after an empty line.", out reason);
        var lines = whole[(gap + 2)..^1].Split('\n');
        if (lines.Length > MaxSignatures) return Refuse($"The note has more than {MaxSignatures} signatures.", out reason);

        var signatures = new NoteSignature[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            if (!NoteSignature.TryParse(lines[i], out var signature)) return Refuse($"Signature line {i + 1} of the note is malformed.", out reason);
            signatures[i] = signature;
        }
        note = new Note(whole[..(gap + 1)], signatures);
        reason = null;
        return true;
    }

    /// <summary>
    /// Verifies the note by the keys one trusts: signatures of unknown keys are ignored, a wrong signature of a known key
    /// rejects the whole note, and so does having none of a known key (C2SP signed-note, “Signatures”).
    /// </summary>
    /// <param name="known">The keys one trusts.</param>
    /// <param name="verified">Who signed, each key once, in the order of the lines, when true is returned.</param>
    /// <param name="reason">A sentence, when false is returned.</param>
    public bool TryVerify(IReadOnlyCollection<NoteVerifier> known, out IReadOnlyList<VerifiedSignature> verified, [NotNullWhen(false)] out string? reason)
    {
        var found = new List<VerifiedSignature>();
        verified = [];
        foreach (var signature in Signatures)
        {
            foreach (var key in known)
            {
                if (!key.IsOf(signature)) continue;
                if (!key.Verify(Text, signature, out var time))
                {
                    return Refuse(string.Create(CultureInfo.InvariantCulture, $"The signature of {key.Name}+{key.KeyId:x8} is wrong."), out reason);
                }
                if (!found.Exists(other => other.Key.IsOf(signature))) found.Add(new VerifiedSignature(key, time));
            }
        }
        if (found.Count == 0) return Refuse("The note is signed by no known key.", out reason);
        verified = found;
        reason = null;
        return true;
    }

    /// <summary>The note as it is served and stored: text, empty line, signature lines, in UTF-8.</summary>
    public byte[] ToBytes() => s_strictUtf8.GetBytes(ToString());

    /// <summary>The note's text, empty line and signature lines.</summary>
    public override string ToString()
    {
        var whole = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures) whole.Append(signature.Line).Append('\n');
        return whole.ToString();
    }

    private static bool IsText(string text)
    {
        if (text.Length == 0 || text[^1] != '\n') return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < ' ' && text[i] != '\n') return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }

    private static bool Refuse(string sentence, out string? reason)
    {
        reason = sentence;
        return false;
    }
}

/// <summary>A signature that was found right.</summary>
/// <param name="Key">Whose it is.</param>
/// <param name="Time">For a cosignature, when its witness says it signed, in seconds since 1970; otherwise null.</param>
public sealed record VerifiedSignature(NoteVerifier Key, long? Time);
