using Acta.Record;

namespace Acta.Desk.Clearance;

/// <summary>Where one party's word on one language version stands.</summary>
public enum Word
{
    /// <summary>Their turn has not come.</summary>
    NotAsked,
    /// <summary>They are asked.</summary>
    Waiting,
    /// <summary>They agreed to this very text.</summary>
    Approved,
    /// <summary>They said nothing until the deadline, which was agreed to be consent.</summary>
    Silence,
    /// <summary>They object.</summary>
    Objected,
    /// <summary>The deadline passed without a word.</summary>
    Late,
    /// <summary>The text was changed after they were asked: what they said holds no more.</summary>
    Void,
}

/// <summary>An answer as it was given.</summary>
public sealed record Answer(Guid Party, string Language, Digest Digest, string Said, DateTimeOffset Time, string? Comment);

/// <summary>Who is asked.</summary>
public sealed record Party(Guid Id, int Place, string Name, string Email, DateTimeOffset? Asked);

/// <summary>A remark on a passage.</summary>
public sealed record Remark(Guid Party, string Language, string? Quote, string Text, DateTimeOffset Time);

/// <summary>A text that is asked about.</summary>
/// <param name="Language">Which.</param>
/// <param name="Asked">The digest of the text that the parties were asked about.</param>
/// <param name="Now">Of the text as it stands now; null: it is gone.</param>
public sealed record AskedText(string Language, Digest Asked, Digest? Now)
{
    public bool IsChanged => Now != Asked;
}

/// <summary>A clearance sheet («лист согласования») with all that was said.</summary>
public sealed record Sheet(
    Guid Id, Guid Article, bool InOrder, bool Silence, DateTimeOffset Deadline, Guid Creator, DateTimeOffset Created, bool Closed,
    IReadOnlyList<AskedText> Texts, IReadOnlyList<Party> Parties, IReadOnlyList<Answer> Answers, IReadOnlyList<Remark> Remarks)
{
    /// <summary>Whether everybody has agreed to every text as it stands.</summary>
    public bool IsCleared(DateTimeOffset now) => Texts.All(t => Parties.All(p => WordOf(p, t, now) is Word.Approved or Word.Silence));

    /// <summary>Where a party's word on a text stands: always of the text as it is now, never of a former one.</summary>
    public Word WordOf(Party party, AskedText text, DateTimeOffset now)
    {
        var answer = Answers.FirstOrDefault(a => a.Party == party.Id && a.Language == text.Language && a.Digest == text.Asked);
        if (text.IsChanged) return party.Asked is null ? Word.NotAsked : Word.Void;
        if (answer is not null) return answer.Said switch { "approved" => Word.Approved, "silence" => Word.Silence, _ => Word.Objected };
        if (party.Asked is null) return Word.NotAsked;
        return now > Deadline ? Word.Late : Word.Waiting;
    }

    /// <summary>When a party said so.</summary>
    public Answer? AnswerOf(Party party, AskedText text) => Answers.FirstOrDefault(a => a.Party == party.Id && a.Language == text.Language && a.Digest == text.Asked);
}
