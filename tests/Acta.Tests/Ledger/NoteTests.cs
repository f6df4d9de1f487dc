using System.Text;
using Acta.Ledger;

namespace Acta.Tests.Ledger;

public sealed class NoteTests
{
    // The specification's own example.
    private const string FooKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private const string FooNote = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    // Keys and signatures made by Go's golang.org/x/mod/sumdb/note.
    private const string PeterPrivate = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private const string PeterKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string EnochKey = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    private const string GoText = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private const string PeterLine = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private const string EnochLine = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    [Fact]
    public void The_specifications_note_verifies()
    {
        Assert.True(Verify(FooNote, out var by, out var reason, FooKey), reason);
        Assert.Equal("example.com/foo", Assert.Single(by).Key.Name);
        Assert.Equal(FooKey, by[0].Key.ToString());
        Assert.Equal("This is an example message.\n", Parse(FooNote).Text);
    }

    [Fact]
    public void A_note_signed_here_is_the_one_go_signs()
    {
        Assert.True(NoteSigner.TryParse(PeterPrivate, out var peter, out _));
        Assert.Equal(PeterKey, peter.Verifier.ToString());
        Assert.Equal(PeterPrivate, peter.ExportPrivateKey());
        Assert.Equal($"{GoText}\n{PeterLine}", Note.Sign(GoText, peter).ToString());
    }

    [Fact]
    public void A_note_signed_by_two_is_verified_by_either_or_both()
    {
        var note = $"{GoText}\n{PeterLine}{EnochLine}";
        Assert.True(Verify(note, out var by, out _, PeterKey));
        Assert.Equal(["PeterNeumann"], by.Select(each => each.Key.Name));
        Assert.True(Verify(note, out by, out _, EnochKey, PeterKey));
        Assert.Equal(["PeterNeumann", "EnochRoot"], by.Select(each => each.Key.Name));
        Assert.False(Verify(note, out by, out var reason, FooKey));
        Assert.Empty(by);
        Assert.Equal("The note is signed by no known key.", reason);
        Assert.False(Verify(note, out _, out _));
    }

    [Fact]
    public void A_wrong_signature_of_a_known_key_rejects_the_note_whoever_else_signed()
    {
        var note = $"{GoText}\n{PeterLine}{EnochLine}".Replace("IJzm", "Ijzm").Replace("rwz+eBzm", "rwz+eBzn");
        Assert.False(Verify(note, out _, out var reason, PeterKey, EnochKey));
        Assert.Equal("The signature of EnochRoot+af0cfe78 is wrong.", reason);
        Assert.True(Verify(note, out _, out _, PeterKey));   // whoever doesn't know that key ignores it

        Assert.False(Verify($"{GoText} \n{PeterLine}".Replace("is.\n ", "is. \n"), out _, out _, PeterKey));
        Assert.False(Verify($"{GoText}\n{PeterLine[..60]}ABCD{PeterLine[60..]}", out _, out reason, PeterKey));
        Assert.Equal("The signature of PeterNeumann+c74f20a3 is wrong.", reason);

        // A right signature does not excuse a wrong one by the same key.
        Assert.False(Verify($"{GoText}\n{PeterLine}{PeterLine[..60]}ABCD{PeterLine[60..]}", out _, out _, PeterKey));
    }

    [Fact]
    public void A_signature_that_shares_only_the_name_or_only_the_id_is_an_unknown_keys()
    {
        Assert.True(Verify($"{GoText}\n{PeterLine.Replace("PeterNeumann", "PeterNewman")}{PeterLine}", out _, out _, PeterKey));
        Assert.True(Verify($"{GoText}\n{PeterLine.Replace("x08g", "x08h")}{PeterLine}", out _, out _, PeterKey));
        Assert.False(Verify($"{GoText}\n{PeterLine.Replace("x08g", "x08h")}", out _, out _, PeterKey));
    }

    [Fact]
    public void Sixteen_signatures_and_more_are_read_and_too_many_are_not()
    {
        var unknown = string.Concat(Enumerable.Repeat(PeterLine, 15));
        Assert.True(Verify($"{GoText}\n{unknown}{EnochLine}", out _, out _, EnochKey));
        Assert.True(Note.TryParse(Bytes($"{GoText}\n{string.Concat(Enumerable.Repeat(PeterLine, Note.MaxSignatures))}"), out _, out _));
        Assert.False(Note.TryParse(Bytes($"{GoText}\n{string.Concat(Enumerable.Repeat(PeterLine, Note.MaxSignatures + 1))}"), out _, out _));
        Assert.True(Verify($"{GoText}\n{PeterLine}{PeterLine}", out var by, out _, PeterKey));
        Assert.Single(by);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\n\n")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\nno dash\n")]
    [InlineData("text\n\n- example.com/foo AAAAAAA=\n")]
    [InlineData("text\n\n— example.com/foo AAAAAAA=")]
    [InlineData("text\n\n— example.com/foo AAAAAAA=\nmore\n")]
    [InlineData("text\n\n— example.com/foo  AAAAAAA=\n")]
    [InlineData("text\n\n— example.com/foo AAAAAAA= \n")]
    [InlineData("text\n\n— example.com/foo AAAAAAA\n")]
    [InlineData("text\n\n— example.com/foo AAAAAAB=\n")]
    [InlineData("text\n\n— example.com/foo AAAAAA==\n")]
    [InlineData("text\n\n— example.com/foo \n")]
    [InlineData("text\n\n— example.com/foo\n")]
    [InlineData("text\n\n— a+b AAAAAAA=\n")]
    [InlineData("text\n\n— a\u00a0b AAAAAAA=\n")]
    [InlineData("text\n\n— a\u3000b AAAAAAA=\n")]
    [InlineData("text\n\n—  AAAAAAA=\n")]
    [InlineData("te\rxt\n\n— example.com/foo AAAAAAA=\n")]
    [InlineData("te\txt\n\n— example.com/foo AAAAAAA=\n")]
    [InlineData("te\0xt\n\n— example.com/foo AAAAAAA=\n")]
    public void A_malformed_note_is_refused_with_a_reason(string note)
    {
        Assert.False(Note.TryParse(Bytes(note), out _, out var reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void Broken_utf8_is_refused()
    {
        Assert.False(Note.TryParse([0xff, .. Bytes(FooNote)], out _, out var reason));
        Assert.Equal("The note is not valid UTF-8.", reason);
        Assert.False(Note.TryParse([0xc0, 0x80, .. Bytes(FooNote)], out _, out _));
        Assert.False(Note.TryParse([0xed, 0xa0, 0x80, .. Bytes(FooNote)], out _, out _));
    }

    [Fact]
    public void The_text_may_hold_empty_lines_and_any_script()
    {
        const string text = "Ognuno sta solo\n\n\nև մեկ է — երեկո 🌒\n";
        var note = Note.Sign(text, LedgerSamples.Key);
        Assert.True(Note.TryParse(note.ToBytes(), out var again, out _));
        Assert.Equal(text, again.Text);
        Assert.Equal(note.ToBytes(), again.ToBytes());
        Assert.True(again.TryVerify([LedgerSamples.Key.Verifier], out _, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no newline")]
    [InlineData("a\rb\n")]
    public void A_text_a_note_cant_hold_is_never_signed(string text) =>
        Assert.Throws<ArgumentException>(() => Note.Sign(text, LedgerSamples.Key));

    [Fact]
    public void Part_of_a_key_and_a_changed_key_are_refused()
    {
        for (var from = 0; from < PeterKey.Length; from++)
        {
            for (var to = from + 1; to <= PeterKey.Length; to++)
            {
                if (to - from < PeterKey.Length) Assert.False(NoteVerifier.TryParse(PeterKey[from..to], out _, out _));
            }
        }
        for (var i = 0; i < PeterKey.Length; i++)
        {
            Assert.False(NoteVerifier.TryParse($"{PeterKey[..i]}{(char)(PeterKey[i] + 1)}{PeterKey[(i + 1)..]}", out _, out _));
        }
        for (var i = 0; i < PeterPrivate.Length; i++)
        {
            Assert.False(NoteSigner.TryParse($"{PeterPrivate[..i]}{(char)(PeterPrivate[i] + 1)}{PeterPrivate[(i + 1)..]}", out _, out var reason));
            Assert.DoesNotContain("AYEK", reason);
        }
        // A key of the wrong length and one of an unknown type, each with the ID that would fit (Go's vectors).
        Assert.False(NoteVerifier.TryParse("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", out _, out _));
        Assert.False(NoteVerifier.TryParse("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", out _, out _));
        Assert.False(NoteVerifier.TryParse(PeterKey.Replace("c74f20a3", "C74F20A3"), out _, out _));
    }

    [Fact]
    public void A_private_key_survives_its_files_last_newline_and_prints_only_its_public_half()
    {
        Assert.True(NoteSigner.TryParse($"{PeterPrivate}\n", out var peter, out _));
        Assert.Equal(PeterKey, peter.ToString());
        var made = NoteSigner.Generate("example.org/log");
        Assert.True(NoteSigner.TryParse(made.ExportPrivateKey(), out var again, out _));
        Assert.Equal(made.Verifier.ToString(), again.Verifier.ToString());
        Assert.NotEqual(NoteSigner.Generate("example.org/log").ToString(), made.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a\nb")]
    [InlineData("a\u2003b")]
    public void A_name_a_note_cant_hold_makes_no_key(string name) => Assert.Throws<ArgumentException>(() => NoteSigner.Generate(name));

    [Fact]
    public void An_unpaired_surrogate_is_neither_text_nor_name()
    {
        Assert.Throws<ArgumentException>(() => Note.Sign("a\ud800b\n", LedgerSamples.Key));
        Assert.Throws<ArgumentException>(() => Note.Sign("a\udc00\n", LedgerSamples.Key));
        Assert.Throws<ArgumentException>(() => NoteSigner.Generate("a\ud800"));
        Assert.Equal("a\ufffd\U0001F312", NoteSigner.Generate("a\ufffd\U0001F312").Name);
    }

    [Fact]
    public void A_witness_cosigns_the_whole_text_and_its_time()
    {
        var text = new Checkpoint("example.org/log", 0, Hash.Empty).Text;
        var note = Note.Sign(text, LedgerSamples.Key).With(LedgerSamples.Witness.Cosign(text, 1_679_315_147));
        Assert.True(NoteVerifier.TryParse(LedgerSamples.Witness.Verifier.ToString(), out var witness, out _));
        Assert.Equal(NoteKeyType.Cosignature, witness.Type);
        Assert.Equal($"cosignature/v1\ntime 1679315147\n{text}", Encoding.UTF8.GetString(NoteVerifier.CosignedMessage(text, 1_679_315_147)));

        Assert.True(Note.TryParse(note.ToBytes(), out var again, out _));
        Assert.True(again.TryVerify([witness], out var by, out var reason), reason);
        Assert.Equal(1_679_315_147, Assert.Single(by).Time);
        Assert.True(again.TryVerify([LedgerSamples.Key.Verifier, witness], out by, out _));
        Assert.Equal([null, 1_679_315_147], by.Select(each => each.Time));

        // The time is signed too.
        var line = LedgerSamples.Witness.Cosign(text, 1_679_315_147);
        var later = line.Bytes.ToArray();
        later[7]++;
        Assert.False(witness.Verify(text, line with { Bytes = later }, out var time));
        Assert.Null(time);
        var negative = line.Bytes.ToArray();
        negative[0] = 0xff;
        Assert.False(witness.Verify(text, line with { Bytes = negative }, out _));
        Assert.False(witness.Verify(text, line with { Bytes = line.Bytes[..64] }, out _));
        Assert.True(NoteSignature.TryParse(line.Line, out var read));
        Assert.True(witness.Verify(text, read, out _));
        Assert.False(witness.Verify(text + "extension\n", read, out _));
    }

    [Fact]
    public void The_same_key_signs_and_cosigns_under_different_ids()
    {
        var seed = new byte[32];
        var (log, witness) = (new NoteSigner("a", seed), new NoteSigner("a", seed, NoteKeyType.Cosignature));
        Assert.NotEqual(log.Verifier.KeyId, witness.Verifier.KeyId);
        Assert.Throws<InvalidOperationException>(() => witness.Sign("text\n"));
        Assert.Throws<InvalidOperationException>(() => log.Cosign("text\n", 1));
    }

    [Theory]
    [InlineData("o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", null)]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", null)]
    [InlineData("o\n0\n17DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "but its root")]
    [InlineData("o\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "size")]
    [InlineData("o\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "size")]
    [InlineData("o\n1\0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "size")]
    [InlineData("o\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "size")]
    [InlineData("\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "origin")]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "three lines")]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nextension\n", "three lines")]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n", "root")]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==\n", "root")]
    [InlineData("o\n1\n\n", "root")]
    public void A_checkpoint_is_three_exact_lines(string text, string? fault)
    {
        var right = Checkpoint.TryParse(text, out var checkpoint, out var reason);
        Assert.Equal(fault is null, right);
        if (fault is null) Assert.Equal(text, checkpoint!.Text);
        else Assert.Contains(fault, reason);
    }

    [Fact]
    public void A_checkpoint_of_another_log_is_refused_even_under_a_right_signature()
    {
        var bytes = Note.Sign(new Checkpoint("example.org/other", 0, Hash.Empty).Text, LedgerSamples.Key).ToBytes();
        Assert.False(SignedCheckpoint.TryOpen(bytes, "example.org/log", [LedgerSamples.Key.Verifier], out _, out var reason));
        Assert.Equal("The checkpoint is of another log: “example.org/other”, not “example.org/log”.", reason);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static Note Parse(string note)
    {
        Assert.True(Note.TryParse(Bytes(note), out var parsed, out var reason), reason);
        return parsed;
    }

    private static bool Verify(string note, out IReadOnlyList<VerifiedSignature> by, out string? reason, params string[] keys) =>
        Parse(note).TryVerify([.. keys.Select(key => NoteVerifier.TryParse(key, out var verifier, out var why) ? verifier : throw new ArgumentException(why))], out by, out reason);
}
