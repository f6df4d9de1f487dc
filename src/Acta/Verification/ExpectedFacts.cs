using System.Collections.Concurrent;
using Acta.Ledger;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Record.Site;

namespace Acta.Verification;

/// <summary>What the documents say that publication keeps beside the log: addresses, references, files. Filled by several threads.</summary>
internal sealed class ExpectedFacts
{
    /// <summary>What each language version leans on.</summary>
    public ConcurrentDictionary<(Guid Resource, string Language, string Kind, string Target), long> References { get; } = [];

    /// <summary>The files that documents name, with the entry of one that does.</summary>
    public ConcurrentDictionary<Guid, (MediaFile File, long Entry)> Files { get; } = [];

    /// <summary>Addresses that an erasure kept of a text that is gone.</summary>
    public ConcurrentDictionary<(string Language, string Path), Guid> Gone { get; } = [];

    /// <summary>Takes a document whose bytes are right; the fault, if it does not say what its entry does.</summary>
    public LogFault? Add(Brought brought, Digest digest, Document document)
    {
        var version = brought.Version;
        if (!ExpectedRecord.Knows(version.Kind)) return null;
        var place = $"entry {brought.Entry}, document {digest}";
        switch (document)
        {
            case Edition edition when brought.Act is Act.Publish or Act.Revise or Act.Correct && version.Kind == "article":
                if (edition.Id != version.Resource || edition.Language != version.Language) return new LogFault(place, $"a text of {version}", $"one of article {edition.Id} ({edition.Language})");
                if (edition.Address.Length == 0) return new LogFault(place, "an address", "none");
                brought.Address = edition.Address;
                foreach (var file in Rules.Files(edition))
                    if (Refer(version, "media", file.Id.ToString(), brought.Entry, file) is { } fault) return fault;
                if (edition.TranslationOf?.Digest is { } source) Refer(version, "translation", source.Hex, brought.Entry);
                return null;
            case SiteSettings settings when brought.Act is Act.Publish or Act.Revise or Act.Correct && version.Kind == "settings":
                if (settings.Id != version.Resource) return new LogFault(place, $"{version}", $"settings {settings.Id}");
                return settings.Emblem is { } emblem ? Refer(version, "media", emblem.Id.ToString(), brought.Entry, emblem) : null;
            case RegisterRecord said when brought.Act is Act.Publish or Act.Revise or Act.Correct && version.Kind == said.Type && version.Language.Length == 0:
                if (said.Id != version.Resource) return new LogFault(place, $"{version}", $"{said.Type} {said.Id}");
                if (RecordAddress.Folder(said) is { } folder) brought.Address = folder + said.Slug;
                foreach (var file in said.Files)
                    if (Refer(version, "media", file.Id.ToString(), brought.Entry, file) is { } fault) return fault;
                // It names what it names now; former facts are nobody's ground any more.
                if (version.Digest == digest)
                    foreach (var reference in said.References) Refer(version, "record:" + reference.Member, reference.Target.ToString(), brought.Entry);
                return null;
            case Erasure erasure when brought.Act == Act.Erase:
                // A record has the same address in every language.
                foreach (var address in erasure.Addresses)
                    if (address.IndexOf('/') is > 0 and var slash) Gone[(version.Language.Length == 0 ? "" : address[..slash], address[(slash + 1)..])] = version.Resource;
                return null;
            case Notice when brought.Act is Act.Retire or Act.Withdraw or Act.Restore:
            case RecordMerger when brought.Act == Act.Merge:
            case RecordSplit when brought.Act == Act.Split:
            case LogStatement when brought.Act is Act.Key or Act.Policy or Act.Origin:
                return null;
            default:
                return new LogFault(place, $"what the act {brought.Act.Word()} on {version} brings", $"a document of the type \"{document.Type}\"");
        }
    }

    private LogFault? Refer(ExpectedVersion version, string kind, string target, long entry, MediaFile? file = null)
    {
        References.TryAdd((version.Resource, version.Language, kind, target), entry);
        if (file is null || Files.TryAdd(file.Id, (file, entry)) || Files[file.Id].File.Digest == file.Digest) return null;
        return new LogFault($"entry {entry}", $"the file {file.Id} to be the bytes {Files[file.Id].File.Digest}, as entry {Files[file.Id].Entry} says", $"{file.Digest}");
    }
}
