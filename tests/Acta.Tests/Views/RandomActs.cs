using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using CsCheck;

namespace Acta.Tests.Views;

/// <summary>Acts drawn at random upon a few articles in two languages, so that they meet: every act, dates old and new, moved sections, tags, addresses.</summary>
internal static class RandomActs
{
    public static readonly Gen<(int What, int Article, int Language, int Variant)[]> Sequences =
        Gen.Select(Gen.Int[0, 21], Gen.Int[0, 3], Gen.Int[0, 1], Gen.Int[0, 15]).Array[1, 60];

    public static Guid Id(int article) => Guid.Parse($"a0000000-0000-4000-8000-0000000000{article:00}");

    public static readonly string[] Languages = ["en", "ru"];

    /// <summary>Appends one act; nothing where it can't be done.</summary>
    public static void Append(PaperLog log, (int What, int Article, int Language, int Variant) act)
    {
        var (id, language) = (Id(act.Article), Languages[act.Language]);
        log.Now += TimeSpan.FromMinutes(7 + (act.Variant % 3 * 600));
        if (!log.Has(id, language))
        {
            if (act.What < 17) log.Publish(Edition(act, log.Now, log.FirstDigestOf(id, "en")));
            else if (act.What == 18) log.Settings(World.World.Settings() with { TimeZone = act.Variant % 2 == 0 ? "Asia/Bishkek" : "America/New_York" });
            return;
        }
        switch (act.What)
        {
            case < 9: log.Publish(Edition(act, log.Now, log.FirstDigestOf(id, "en")), act.Variant % 4 == 0 ? Act.Correct : Act.Revise); break;
            case 9 or 10: log.Retire(id, language, World.World.NoLonger("Old " + act.Variant)); break;
            case 11 or 12: log.Withdraw(id, language, World.World.NoLonger("Away " + act.Variant)); break;
            case 13 or 14: log.Restore(id, language, World.World.NoLonger("Back " + act.Variant)); break;
            case 15: log.Erase(id, language, World.World.OnLegalGrounds("en/news/gone/" + act.Variant)); break;
            case 16 or 17: log.Erase(id, language, World.World.OnLegalGrounds() with { AddressHashes = [new string('a', 64)] }, only: 0); break;
            case 19: log.Add(Act.Policy, World.World.Site, "log", null, new Record.Site.LogStatement { Origin = World.World.Origin, Policy = "p" + act.Variant }); break;
            case 20: log.Settings(World.World.Settings() with { Footer = Words.Of(("en", "Footer " + act.Variant)) }); break;
            default: log.Add(Act.Publish, Guid.NewGuid(), "person", null, null); break;
        }
    }

    /// <summary>An edition that follows from the numbers alone.</summary>
    public static Edition Edition((int What, int Article, int Language, int Variant) act, DateTimeOffset now, Digest? original)
    {
        var (id, language, v) = (Id(act.Article), Languages[act.Language], act.Variant);
        var file = new MediaFile(Guid.Parse($"f0000000-0000-4000-8000-00000000000{v % 4}"), "a.jpg", "image/jpeg", 10, Digest.Of([(byte)(v % 4)]), 10, 10);
        var slug = "s" + (v % 3);
        return World.World.Article(id, language, $"Headline {act.Article} {v % 50}", "Text " + (v % 2)) with
        {
            Kind = (v % 7) switch { 0 => ArticleKind.Page, 1 => ArticleKind.MediaAdvisory, 2 => ArticleKind.Statement, _ => ArticleKind.News },
            Sections = (v % 3) switch { 0 => ["news"], 1 => ["water"], _ => ["news", "water"] },
            Tags = (v % 5) switch { 0 => [], 1 => ["Bridges"], 2 => ["bridges", "Side event"], _ => ["Ёлка"] },
            FirstPublished = (v % 6) switch { 0 => new FirstPublication(null), 1 => new FirstPublication(PartialDate.Parse($"20{10 + (v % 13)}")), 2 => new FirstPublication(PartialDate.Parse($"2024-0{1 + (v % 8)}-15")), _ => null },
            Advisory = v % 7 == 1 ? new AdvisoryFacts("Hall", PartialDate.Of(DateOnly.FromDateTime(now.UtcDateTime).AddDays(v % 11))) : null,
            PinnedUntil = v % 8 == 3 ? DateOnly.FromDateTime(now.UtcDateTime).AddDays(v % 4) : null,
            Lead = v % 4 == 0 ? new Image(new MediaSource(file, null), "A picture", Focal: new FocalPoint(1, 2)) : null,
            EditionKind = language == "ru" ? EditionKind.OfficialTranslation : EditionKind.Original,
            TranslationOf = language == "ru" && original is not null ? new TranslatedFrom("en", original) : null,
            FormerAddresses = v % 9 == 0 ? [$"/?p={act.Article}"] : [],
            Slug = slug,
            Address = $"news/2025/{act.Article}/{slug}",
            Correction = v % 4 == 0 ? new CorrectionNote("Was wrong " + v, v % 8 == 0) : null,
        };
    }
}
