using Acta.Record.Bodies;

namespace Acta.Tests.Bodies;

public sealed class BlockIdTests
{
    private static readonly IReadOnlyList<Block> Before = BlockIds.Assign(Markdown.Parse(
        "The bridge was opened on Monday by the chair.\n\n## Figures\n\n- 600 people\n- 30 boats\n\nThe river rises in spring, the Commission says.\n\n***\n\nThe end."));

    private static string IdOf(IReadOnlyList<Block> body, string words) => body.Single(b => BodyText.Plain([b]).Contains(words)).Id;

    [Fact]
    public void A_new_body_counts_its_blocks() => Assert.Equal(["b1", "b2", "b3", "b4", "b5", "b6"], Before.Select(b => b.Id));

    [Fact]
    public void A_reworded_paragraph_keeps_its_id_and_so_do_its_neighbours()
    {
        var after = BlockIds.Assign(Markdown.Parse(Markdown.Write(Before).Replace("on Monday by the chair", "on Tuesday by the vice-chair")), Before);
        Assert.Equal(Before.Select(b => b.Id), after.Select(b => b.Id));
    }

    [Fact]
    public void A_moved_paragraph_keeps_its_id()
    {
        List<Block> moved = [Before[3], .. Before.Where((_, i) => i != 3)];
        var after = BlockIds.Assign(moved, Before);
        Assert.Equal(["b4", "b1", "b2", "b3", "b5", "b6"], after.Select(b => b.Id));
    }

    [Fact]
    public void A_paragraph_put_in_gets_an_id_that_no_other_had_and_always_the_same()
    {
        var text = Markdown.Write(Before).Replace("## Figures", "Quite another matter was discussed at length.\n\n## Figures");
        var after = BlockIds.Assign(Markdown.Parse(text), Before);
        var id = IdOf(after, "another matter");
        Assert.DoesNotContain(id, Before.Select(b => b.Id));
        Assert.Equal(Before.Select(b => b.Id), after.Select(b => b.Id).Where(i => i != id));
        Assert.Equal(after.Select(b => b.Id), BlockIds.Assign(Markdown.Parse(text), Before).Select(b => b.Id));
        // Given up and replaced by other words: the id does not come back.
        var without = BlockIds.Assign(Before, after);
        var replaced = BlockIds.Assign(Markdown.Parse(Markdown.Write(Before).Replace("## Figures", "Unlike anything before.\n\n## Figures")), without);
        Assert.NotEqual(id, IdOf(replaced, "Unlike"));
    }

    [Fact]
    public void A_paragraph_that_became_a_heading_keeps_its_id()
    {
        var after = BlockIds.Assign(Markdown.Parse(Markdown.Write(Before).Replace("The end.", "## The end.")), Before);
        Assert.Equal("b6", IdOf(after, "The end"));
    }

    [Fact]
    public void A_translation_shares_the_ids_of_its_original_also_where_it_lacks_a_block()
    {
        var russian = Markdown.Parse("Мост открыл председатель.\n\n## Цифры\n\n- 600 человек\n- 30 лодок\n\n***\n\nКонец.");
        Assert.Equal(["b1", "b2", "b3", "b5", "b6"], BlockIds.AlignTo(russian, Before).Select(b => b.Id));
    }

    [Fact]
    public void A_rewritten_body_of_thousands_of_blocks_is_matched_too()
    {
        var old = BlockIds.Assign([.. Enumerable.Range(0, 3000).Select(i => new Paragraph($"Line {i} of the old text"))]);
        var now = BlockIds.Assign([.. Enumerable.Range(0, 3000).Select(i => new Paragraph($"Line {i} of the new text"))], old);
        Assert.Equal(old.Select(b => b.Id), now.Select(b => b.Id));
    }
}
