using Acta.Html;
using Acta.Record.Bodies;
using Acta.Tests.World;

namespace Acta.Tests.Editing;

/// <summary>
/// What word processors put on the clipboard. The LibreOffice samples were made with it of statement.fodt, once straight and once
/// by way of a .docx file; those of Word, Google Docs and a browser are written by hand in their shape.
/// </summary>
public class PasteTests
{
    private static readonly string Samples = Path.Combine(Corpora.RepositoryRoot, "tests", "Acta.Tests", "Editing", "Clipboard");

    public static TheoryData<string> Names => ["libreoffice", "libreoffice-docx", "word", "google-docs", "web-page"];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_word_processor_puts_on_the_clipboard_comes_in_clean(string name) => Assert.Equal(Wanted(name), Convert(Sample(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task I_paste_it_into_the_editor_and_it_stands_as_it_should(string name)
    {
        await using var editor = await EditorPage.Open("");
        await editor.Paste(Sample(name), "plain");
        Assert.Equal(Wanted(name), await editor.Markdown());
        Assert.Empty(editor.Complaints);
        await editor.Shot("paste-" + name);
    }

    [Fact]
    public async Task Words_pasted_into_a_sentence_stay_in_it_and_notes_get_numbers_of_their_own()
    {
        await using var editor = await EditorPage.Open("Before[^1] after.\n\n[^1]: Ours.\n");
        await editor.After("Before");
        await editor.Page.Keyboard.PressAsync("ArrowRight");
        await editor.Paste("<span style='font-weight:400'> and </span><span style='font-weight:700'>pasted</span><sup><a href='#n1' id='r1'>1</a></sup>,<div><p><a href='#r1' id='n1'>1</a> Theirs.</p></div>", " and pasted1,\n\n1 Theirs.");
        Assert.Equal("Before[^1] and **pasted**[^2], after.\n\n[^1]: Ours.\n\n[^2]: Theirs.\n", await editor.Markdown());
        await editor.Page.Keyboard.PressAsync("Control+z");
        Assert.Equal("Before[^1] after.\n\n[^1]: Ours.\n", await editor.Markdown());
    }

    [Fact]
    public async Task What_I_copy_here_comes_back_whole()
    {
        const string text = "::: answer The Secretary General\nTense, [очень]{lang=ru}.\n:::\n\n::: image\nurl: https://example.org/1.jpg\nalt: A hall\ncaption: The *hall*\nfocus: 500 300\n:::\n\n| Year | Meetings |\n|---|--:|\n| 2025 | 17 |\n\n- a claim[^1]\n\n[^1]: Note.\n";
        await using var editor = await EditorPage.Open(text);
        await editor.Text.FocusAsync();
        await editor.Page.Keyboard.PressAsync("Control+a");
        await editor.Page.Keyboard.PressAsync("Control+x");
        Assert.Equal("", await editor.Markdown());
        await editor.Page.Keyboard.PressAsync("Control+v");
        Assert.Equal(text, await editor.Markdown());
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>", "![](x)\n")]
    [InlineData("<a href='java&#10;script:alert(1)'>x</a>", "x\n")]
    [InlineData("<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>", "")]
    [InlineData("<p style='background:url(javascript:alert(1))' onclick=alert(1)>x</p>", "x\n")]
    [InlineData("<iframe srcdoc='<script>alert(1)</script>'></iframe>", "")]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", null)]
    public async Task Nothing_that_is_pasted_runs(string html, string? markdown)
    {
        await using var editor = await EditorPage.Open("");
        editor.Page.Dialog += (_, d) => editor.Complaints.Add(d.Message);
        await editor.Paste(html);
        var made = await editor.Markdown();
        if (markdown is not null) Assert.Equal(markdown, made);
        Assert.DoesNotContain("alert", made);
        Assert.Empty(editor.Complaints);
    }

    private static string Convert(string html) => Markdown.Write(HtmlToBlocks.Convert(html, new HtmlSourceOptions(null, "en", Clipboard: true)).Body);

    private static string Sample(string name) => File.ReadAllText(Path.Combine(Samples, name + ".html"));

    private static string Wanted(string name) => File.ReadAllText(Path.Combine(Samples, name + ".md")).ReplaceLineEndings("\n");
}
