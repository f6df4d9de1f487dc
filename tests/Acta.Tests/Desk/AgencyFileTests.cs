using System.Text;
using System.Xml.Linq;
using Acta.Access;
using Acta.Desk.Articles;
using Acta.Desk.Translation;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Tests.Bodies;
using CsCheck;

namespace Acta.Tests.Desk;

/// <summary>A translation goes to an agency as XLIFF 2.1 and comes back.</summary>
public sealed class AgencyFileTests
{
    private const string Body = "## Levels\n\nThe level is **4.2 m**, says [the office](https://example.org/a?b=1&c=2).[^1]\n\n- upper *lock*\n- lower lock\n\n| Lock | Level |\n| --- | ---: |\n| Upper | 4,2 |\n\n[^1]: Measured at noon.";

    private static readonly XNamespace Ns = XliffWriter.Namespace;

    [Fact]
    public async Task A_translator_sends_a_text_to_an_agency_and_takes_the_translation_over()
    {
        await using var office = await Office.Open();
        var at = await Begun(office);
        var file = await File(office, at);
        Assert.Equal(("2.1", "en", "ru"), (file.Root!.Attribute("version")!.Value, file.Root.Attribute("srcLang")!.Value, file.Root.Attribute("trgLang")!.Value));
        Assert.Empty(file.Descendants(Ns + "target"));
        Assert.All(file.Descendants(Ns + "segment"), s => Assert.Equal("initial", s.Attribute("state")!.Value));
        foreach (var segment in file.Descendants(Ns + "segment")) Translate(segment);
        var sent = await office.Translator.Upload(at, at + "/xliff", Bytes(file));
        Assert.Equal(303, sent.Status);
        Assert.Equal("The translation was taken over from the file.", (await office.Translator.Get(sent.Location!)).Said);
        var edition = office.Draft(at)!.Edition;
        Assert.Equal("ПЕРЕВОД Levels in July", edition.Headline);
        Assert.Equal(
            "## ПЕРЕВОД Levels\n\nПЕРЕВОД The level is **4.2 m**, says [the office](https://example.org/a?b=1&c=2).[^1]\n\n- ПЕРЕВОД upper *lock*\n- ПЕРЕВОД lower lock\n\n"
            + "| ПЕРЕВОД Lock | ПЕРЕВОД Level |\n|---|--:|\n| ПЕРЕВОД Upper | ПЕРЕВОД 4,2 |\n\n[^1]: ПЕРЕВОД Measured at noon.\n",
            Markdown.Write(edition.Body));
        Assert.Equal(Original(office, at).Body.Select(b => b.Id), edition.Body.Select(b => b.Id));
    }

    [Fact]
    public async Task What_nobody_translated_has_no_target_and_stays_to_be_translated()
    {
        await using var office = await Office.Open();
        var at = await Begun(office);
        var file = await File(office, at);
        Translate(file.Descendants(Ns + "segment").First());
        // A tool that fills targets with the source has translated nothing.
        var second = file.Descendants(Ns + "segment").Skip(1).First();
        second.Add(new XElement(Ns + "target", second.Element(Ns + "source")!.Nodes()));
        var sent = await office.Translator.Upload(at, at + "/xliff", Bytes(file));
        Assert.StartsWith("The translation was taken over from the file. Some passages", (await office.Translator.Get(sent.Location!)).Said);
        var again = await File(office, at);
        Assert.Equal("field.headline", Assert.Single(again.Descendants(Ns + "target")).Ancestors(Ns + "unit").Single().Attribute("id")!.Value);
        Assert.Equal("translated", again.Descendants(Ns + "segment").First().Attribute("state")!.Value);
    }

    [Fact]
    public async Task A_translator_who_saved_meanwhile_sees_both_side_by_side()
    {
        await using var office = await Office.Open();
        var at = await Begun(office);
        var file = await File(office, at);
        Translate(file.Descendants(Ns + "segment").First());
        await office.Write(office.Translator, at, ("headline", "Мой заголовок"));
        var answer = await office.Translator.Upload(at, at + "/xliff", Bytes(file));
        Assert.Equal(409, answer.Status);
        Assert.Contains("ПЕРЕВОД Levels in July", answer.Html);
        Assert.Equal("Мой заголовок", office.Draft(at)!.Edition.Headline);
    }

    [Fact]
    public async Task What_changed_in_the_original_is_marked_in_the_file_and_the_source_never_stands_as_a_translation()
    {
        await using var office = await Office.Open();
        var at = await Begun(office);
        var file = await File(office, at);
        Translate(file.Descendants(Ns + "unit").Single(u => u.Attribute("id")!.Value.EndsWith("b2", StringComparison.Ordinal)).Element(Ns + "segment")!);
        await office.Translator.Upload(at, at + "/xliff", Bytes(file));
        var original = Office.Article(at) + "/en";
        await office.Author.Submit(Office.Article(at), original + "/change");
        await office.Write(office.Author, original, ("body", Body.Replace("4.2 m", "4.3 m").Replace("Levels", "New levels")));
        var now = await File(office, at);
        var unit = Assert.Single(now.Descendants(Ns + "unit"), u => u.Element(Ns + "notes") is not null);
        Assert.Equal(("block.b2", "initial", "acta:source-changed"), (unit.Attribute("id")!.Value, unit.Element(Ns + "segment")!.Attribute("state")!.Value, unit.Element(Ns + "segment")!.Attribute("subState")!.Value));
        Assert.Contains(unit.Descendants(Ns + "note"), n => n.Value.Contains("**4.2 m**", StringComparison.Ordinal));
        Assert.Single(now.Descendants(Ns + "target"));
    }

    [Fact]
    public async Task A_file_that_is_foreign_or_damaged_is_refused_in_one_sentence_and_changes_nothing()
    {
        await using var office = await Office.Open();
        var at = await Begun(office);
        foreach (var (how, said) in new[]
        {
            ("foreign", "The file was not made from this text."),
            ("unknown unit", "The unit “block.zzz” is not one of this text."),
            ("missing unit", "The unit “block.b2” is missing from the file."),
            ("unit twice", "The unit “block.b2” stands in the file twice."),
            ("source", "In the unit “block.b2” the source is not what it was when the file was made."),
            ("code", "In the unit “block.b2” a code is unknown or not closed."),
            ("note lost", "In the unit “block.b2” the translation lost a note or the name of a record."),
            ("markup", "The unit “block.b2” is damaged."),
            ("doctype", "The file can’t be read: it is damaged, or no XML."),
            ("bomb", "The file can’t be read: it is damaged, or no XML."),
            ("deep", "The file can’t be read: it is damaged, or no XML."),
            ("half", "The file can’t be read: it is damaged, or no XML."),
            ("1.2", "The file is no XLIFF 2.0 or 2.1."),
            ("language", "The languages of the file are not those of this translation."),
        }) await Refused(office, at, how, said);
    }

    private static async Task Refused(Office office, string at, string how, string said)
    {
        var before = office.Draft(at)!;
        var file = await File(office, at);
        var unit = file.Descendants(Ns + "unit").Single(u => u.Attribute("id")!.Value == "block.b2");
        var segment = unit.Element(Ns + "segment")!;
        Translate(segment);
        var target = segment.Element(Ns + "target")!;
        byte[]? bytes = null;
        switch (how)
        {
            case "foreign": file.Root!.Element(Ns + "file")!.SetAttributeValue("original", file.Root.Element(Ns + "file")!.Attribute("original")!.Value.Replace("/ru?", "/ar?")); break;
            case "unknown unit": unit.AddAfterSelf(new XElement(unit)); ((XElement)unit.NextNode!).SetAttributeValue("id", "block.zzz"); break;
            case "missing unit": unit.Remove(); break;
            case "unit twice": unit.AddAfterSelf(new XElement(unit)); break;
            case "source": segment.Element(Ns + "source")!.AddFirst("Not "); break;
            case "code": target.Element(Ns + "pc")!.SetAttributeValue("id", "77"); break;
            case "note lost": target.Elements(Ns + "ph").Remove(); break;
            case "markup": target.Add(new XElement(Ns + "script", "x")); break;
            case "doctype": bytes = Encoding.UTF8.GetBytes("<!DOCTYPE xliff SYSTEM \"file:///etc/passwd\">" + file.Root); break;
            case "bomb": bytes = Encoding.UTF8.GetBytes("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><x>&b;</x>"); break;
            case "deep": bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 50_000)) + string.Concat(Enumerable.Repeat("</a>", 50_000))); break;
            case "half": bytes = Bytes(file)[..1500]; break;
            case "1.2": file.Root!.SetAttributeValue("version", "1.2"); break;
            case "language": file.Root!.SetAttributeValue("trgLang", "ar"); break;
        }
        var answer = await office.Translator.Upload(at, at + "/xliff", bytes ?? Bytes(file));
        Assert.Equal((how, 400, said), (how, answer.Status, answer.Fault));
        Assert.Equal((before.Digest, before.Version), (office.Draft(at)!.Digest, office.Draft(at)!.Version));
    }

    [Fact]
    public async Task Who_only_looks_is_given_no_file()
    {
        await using var office = await Office.Open();
        var at = await Begun(office);
        var auditor = await office.Hire(Roles.Auditor);
        Assert.Equal(403, (await auditor.Get(at + "/xliff")).Status);
        Assert.DoesNotContain(at + "/xliff", (await auditor.Get(at)).Html);
    }

    [Fact]
    public void Whatever_a_text_says_a_file_of_it_comes_back_as_it_went() =>
        Gen.Select(RandomBodies.Body, RandomBodies.Body).Sample((english, russian) =>
        {
            var original = Text("en", english);
            var translation = Text("ru", russian);
            // Half of the blocks stand in both, some of them in the same words.
            translation = translation with { Body = Markdown.Normal([.. original.Body.Select((b, i) => i % 3 == 0 && i < translation.Body.Count ? translation.Body[i] with { Id = b.Id } : b)]) };
            var draft = DraftOf(translation);
            var bytes = XliffWriter.Write(draft, original, null);
            AgreesWithTheRules(XDocument.Parse(Encoding.UTF8.GetString(bytes), LoadOptions.PreserveWhitespace));
            var back = Passages.With(translation, original, XliffReader.Open(bytes).Read(original, translation));
            Assert.Equal(Encoding.UTF8.GetString(translation.ContentBytes()), Encoding.UTF8.GetString(back.ContentBytes()));
        }, iter: 600);

    [Fact]
    public void However_a_file_is_broken_it_is_refused_or_read_and_nothing_else()
    {
        var original = Text("en", Markdown.Parse(Body));
        var draft = DraftOf(Text("ru", Markdown.Parse(Body.Replace("level", "уровень"))));
        var good = XliffWriter.Write(draft, original, null);
        var refused = 0;
        for (var seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            var bytes = good.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var (from, length) = (random.Next(bytes.Length), random.Next(1, 40));
                bytes = random.Next(4) switch
                {
                    0 => [.. bytes[..from], (byte)random.Next(256), .. bytes[from..]],
                    1 => [.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + length)..]],
                    2 => [.. bytes[..from], .. bytes[random.Next(bytes.Length)..].Take(length), .. bytes[from..]],
                    _ => [.. bytes[..from], (byte)(bytes[from] ^ (1 << random.Next(8))), .. bytes[(from + 1)..]],
                };
            }
            try
            {
                _ = Passages.With(draft.Edition, original, XliffReader.Open(bytes).Read(original, draft.Edition)).ContentBytes();
            }
            catch (XliffFault)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 1000, 4000);
    }

    [Fact]
    public void A_tool_may_cut_a_passage_into_sentences_and_pairs_into_halves()
    {
        var original = Text("en", Markdown.Parse("One **two. Three** four."));
        var draft = DraftOf(original with { Language = "ru" });
        var file = XDocument.Parse(Encoding.UTF8.GetString(XliffWriter.Write(draft, original, null)), LoadOptions.PreserveWhitespace);
        var unit = file.Descendants(Ns + "unit").Single(u => u.Attribute("id")!.Value == "block.b1");
        unit.Element(Ns + "segment")!.ReplaceWith(XElement.Parse(
            $"""
            <x xmlns="{Ns}"><segment state="translated"><source>One <sc id="1"/>two.</source><target>Раз <sc id="1"/>два.</target></segment><ignorable><source> </source></ignorable><segment state="final"><source>Three<ec startRef="1"/> four.</source><target>Три<ec startRef="1"/> <mrk id="m1" type="term">четыре</mrk>.</target></segment></x>
            """, LoadOptions.PreserveWhitespace).Elements());
        var back = Passages.With(draft.Edition, original, XliffReader.Open(Bytes(file)).Read(original, draft.Edition));
        Assert.Equal("Раз **два. Три** четыре.\n", Markdown.Write(back.Body));
    }

    // The rules of XLIFF 2.1's core (sections 4.2, 4.3 and 4.7) that a file of ours could break.
    private static void AgreesWithTheRules(XDocument file)
    {
        string[][] order = [["xliff", "file"], ["file", "unit"], ["unit", "notes", "originalData", "segment"], ["notes", "note"], ["originalData", "data"], ["segment", "source", "target"], ["data", "cp"], ["note"], ["cp"], ["ph"]];
        foreach (var element in file.Descendants())
        {
            Assert.Equal(Ns, element.Name.Namespace);
            var children = element.Elements().Select(e => e.Name.LocalName).ToList();
            if (element.Name.LocalName is "source" or "target" or "pc") Assert.All(children, c => Assert.Contains(c, new[] { "pc", "ph", "cp" }));
            else
            {
                var rule = order.Single(o => o[0] == element.Name.LocalName)[1..];
                Assert.Equal(children.OrderBy(c => Array.IndexOf(rule, c)), children);
                Assert.All(children, c => Assert.Contains(c, rule));
            }
            if (element.Attribute("id") is { } id) System.Xml.XmlConvert.VerifyNMTOKEN(id.Value);
            if (element.Attribute("subType")?.Value is { } sub) Assert.Matches("^[a-z]+:[a-z]+$", sub);
            if (element.Attribute("type")?.Value is { } type) Assert.Contains(type, new[] { "fmt", "ui", "quote", "link", "image", "other" });
        }
        Assert.Equal(file.Descendants(Ns + "unit").Select(u => u.Attribute("id")!.Value).Distinct().Count(), file.Descendants(Ns + "unit").Count());
        foreach (var unit in file.Descendants(Ns + "unit"))
        {
            var data = unit.Descendants(Ns + "data").Select(d => d.Attribute("id")!.Value).ToList();
            Assert.Equal(data.Distinct().Count(), data.Count);
            foreach (var text in unit.Descendants().Where(e => e.Name.LocalName is "source" or "target"))
            {
                var ids = text.Descendants().Select(e => e.Attribute("id")?.Value).OfType<string>().ToList();
                Assert.Equal(ids.Distinct().Count(), ids.Count);
                Assert.All(text.Descendants().SelectMany(e => e.Attributes().Where(a => a.Name.LocalName.StartsWith("dataRef", StringComparison.Ordinal))), a => Assert.Contains(a.Value, data));
            }
        }
    }

    private static Edition Text(string language, IReadOnlyList<Block> body) => new()
    {
        Id = Guid.Parse("0197a000-0000-7000-8000-000000000001"),
        Language = language,
        Kind = ArticleKind.News,
        Headline = "Levels " + language,
        Summary = "A & <b>" + language,
        Tags = ["water", language],
        Body = BlockIds.Assign(Markdown.Normal(body)),
    };

    private static Draft DraftOf(Edition edition) => new()
    {
        Id = edition.Id,
        Language = edition.Language,
        State = DraftState.Draft,
        Kind = edition.Kind,
        Headline = edition.Headline,
        Sections = [],
        Digest = Digest.Of(edition.ContentBytes()),
        Version = 3,
        Since = 1,
        Act = Act.Publish,
        Author = Guid.Empty,
        Changed = default,
        ChangedBy = Guid.Empty,
        Edition = edition,
    };

    private static async Task<string> Begun(Office office)
    {
        var at = await office.Approved("Levels in July", Body);
        await office.Release(at);
        await office.Followed();
        var article = Office.Article(at);
        var begun = await office.Translator.Submit(await office.Translator.Get(article), article, article + "/translate", ("language", "ru"), ("from", "en"));
        Assert.Equal(303, begun.Status);
        return begun.Location!;
    }

    private static Edition Original(Office office, string at) => office.Draft(Office.Article(at) + "/en")!.Edition;

    private static async Task<XDocument> File(Office office, string at)
    {
        var page = await office.Translator.Get(at + "/xliff");
        Assert.Equal(200, page.Status);
        var file = XDocument.Parse(page.Html, LoadOptions.PreserveWhitespace);
        AgreesWithTheRules(file);
        return file;
    }

    private static void Translate(XElement segment)
    {
        segment.SetAttributeValue("state", "translated");
        segment.Add(new XElement(Ns + "target", "ПЕРЕВОД ", segment.Element(Ns + "source")!.Nodes()));
    }

    private static byte[] Bytes(XDocument file) => Encoding.UTF8.GetBytes(file.ToString(SaveOptions.DisableFormatting));
}
