using Acta.Record.News;
using Acta.Record.Site;

namespace Acta.Desk.Checks;

/// <summary>
/// The check before release: whether the language versions of an article agree, and whether each can go out. It asks nobody and
/// keeps nothing: the same texts give the same findings.
/// </summary>
public static class ReleaseCheck
{
    /// <summary>
    /// What a person should look at, version by version, then between each version and the one the others are made from. What was
    /// waived is told by <see cref="Finding.Key"/>.
    /// </summary>
    /// <param name="versions">The language versions of one article.</param>
    /// <param name="settings">The site's.</param>
    /// <param name="options">What else there is to know.</param>
    public static IReadOnlyList<Finding> Look(IReadOnlyList<Edition> versions, SiteSettings settings, CheckOptions options)
    {
        var findings = new List<Finding>();
        var segments = versions.Select(Segment.Of).ToList();
        for (var i = 0; i < versions.Count; i++)
        {
            findings.AddRange(EmptyCheck.Look(versions[i], segments[i]));
            findings.AddRange(LinkCheck.Look(versions[i], segments[i], options));
            findings.AddRange(PictureCheck.Look(versions[i]));
            findings.AddRange(FieldDateCheck.Look(versions[i], segments[i], options));
            findings.AddRange(QuotationCheck.Marks(segments[i]));
            findings.AddRange(EmbargoCheck.Look(segments[i]));
            findings.AddRange(NoticeCheck.Look(versions[i], segments[i], options));
            findings.AddRange(TitleCheck.Look(versions[i], segments[i], options));
        }
        var source = Source(versions, settings);
        if (segments.Count > 0) findings.AddRange(UntranslatedCheck.Look(segments[source]));
        for (var i = 0; i < versions.Count; i++)
        {
            if (i == source) continue;
            findings.AddRange(EmptyCheck.Between(versions[source], segments[source], versions[i], segments[i]));
            findings.AddRange(FieldDateCheck.Between(versions[source], versions[i]));
            findings.AddRange(PictureCheck.Between(versions[source], versions[i]));
            var groups = Alignment.Of(segments[source], segments[i]);
            findings.AddRange(Agreement.Look(groups));
            findings.AddRange(UntranslatedCheck.Between(groups));
            findings.AddRange(QuotationCheck.Between(groups));
            findings.AddRange(NameCheck.Between(groups));
            findings.AddRange(NamedCheck.Between(groups, options.Officeholders));
            findings.AddRange(TitleCheck.Between(groups, options));
        }
        // One thing said twice is one finding.
        return [.. findings.DistinctBy(f => f.Key)];
    }

    // The version the others are made from: the prevailing one, else the first original in the order of the site's languages.
    private static int Source(IReadOnlyList<Edition> versions, SiteSettings settings)
    {
        var best = 0;
        for (var i = 1; i < versions.Count; i++)
            if (Rank(i) < Rank(best)) best = i;
        return best;

        int Rank(int i)
        {
            var version = versions[i];
            if (versions.Any(v => v.Prevailing == version.Language)) return -1;
            var order = 0;
            while (order < settings.Languages.Count && settings.Languages[order] != version.Language) order++;
            return (version.EditionKind == EditionKind.Original && version.TranslationOf is null ? 0 : 1000) + order;
        }
    }
}
