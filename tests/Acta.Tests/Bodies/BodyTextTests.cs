using Acta.Record.Bodies;

namespace Acta.Tests.Bodies;

public sealed class BodyTextTests
{
    [Theory]
    [InlineData("en", "The Secretary General met H.E. Mr. A. Smith on 30 June. They spoke.", "The Secretary General met H.E. Mr. A. Smith on 30 June.")]
    [InlineData("en", "Decision No. 45/2025 of 3.5 pages was taken. More follows.", "Decision No. 45/2025 of 3.5 pages was taken.")]
    [InlineData("en", "“Is it over?” he asked. It was.", "“Is it over?” he asked.")]
    [InlineData("en", "“It is over.” He left.", "“It is over.”")]
    [InlineData("ru", "30 июня 2025 г. в Чолпон-Ате прошло заседание. Участвовали министры.", "30 июня 2025 г. в Чолпон-Ате прошло заседание.")]
    [InlineData("ru", "Министр И. И. Иванов выступил в г. Бишкеке. Затем он уехал.", "Министр И. И. Иванов выступил в г. Бишкеке.")]
    [InlineData("de", "Am 30. Juni trat der Rat zusammen. Er beriet.", "Am 30. Juni trat der Rat zusammen.")]
    [InlineData("hy", "Նիստը կայացավ երեկ։ Մասնակցեցին նախարարները։", "Նիստը կայացավ երեկ։")]
    [InlineData("zh", "会议于六月三十日举行。各国部长出席。", "会议于六月三十日举行。")]
    [InlineData("ar", "هل انتهى الاجتماع؟ نعم انتهى.", "هل انتهى الاجتماع؟")]
    [InlineData("hi", "बैठक कल हुई। मंत्री आए।", "बैठक कल हुई।")]
    [InlineData("fr", "M. Dupont a reçu Mme Martin à 10 h. La réunion a duré.", "M. Dupont a reçu Mme Martin à 10 h.")]
    [InlineData("en", "No stop at all", "No stop at all")]
    public void The_first_sentence_ends_where_a_reader_would_end_it(string language, string text, string sentence) =>
        Assert.Equal(sentence, BodyText.FirstSentence([new Paragraph(Inlines.Escape(text))], language));

    [Fact]
    public void A_long_sentence_is_cut_after_a_word()
    {
        var text = string.Join(' ', Enumerable.Repeat("commission", 40));
        var sentence = BodyText.FirstSentence([new Paragraph(text)], "en", 60);
        Assert.True(sentence.Length <= 60);
        Assert.EndsWith("commission…", sentence);
    }

    [Fact]
    public void Words_of_every_kind_of_block_are_found()
    {
        var body = Markdown.Parse("""
            ## Heading

            - item

            > said

            | a | b |
            |---|---|
            | c | d |

            Term
            : meaning

            ::: answer Speaker
            spoken
            :::

            ::: image
            url: /x.jpg
            alt: shown
            caption: *captioned*
            credit: taken
            :::

            ::: video Film

            transcript
            :::

            ::: attachment Report
            url: /r.pdf
            :::

            [^1]: noted
            """);
        var words = BodyText.Plain(body).Split('\n');
        Assert.Equal(["Heading", "item", "said", "a", "b", "c", "d", "Term", "meaning", "Speaker", "spoken", "shown", "captioned", "taken", "Film", "transcript", "Report", "noted"], words);
    }
}
