using System.Security;
using System.Text;
using Acta.Pages;
using NetVips;

namespace Acta.Reader;

/// <summary>
/// Draws a card with the fonts of the system, in whatever script they can set; where they can't set the text at all, the
/// emblem and the colours stand alone.
/// </summary>
internal static class CardDrawing
{
    private const int Margin = 72;
    private const int Head = 168;
    private const string Family = "Noto Sans, DejaVu Sans, sans";
    // A headline longer than this does not fit a card in any size.
    private const int MaxHeadline = 220;
    // A private character that no font has: what stands for missing glyphs looks like it.
    private const string Missing = "\uE5F7";

    /// <summary>The picture as PNG; the emblem is a file of ours, or null.</summary>
    public static byte[] Png(CardFacts card, string? emblem)
    {
        var rtl = DateWords.IsRightToLeft(card.Language);
        var (ground, onGround, accent) = Colours(card);
        if (!CanSet(card.Headline ?? card.Organisation)) return Done(Wordless(ground, accent, emblem));
        var canvas = Plain(CardFacts.Width, CardFacts.Height, [255, 255, 255]);
        canvas = canvas.Insert(Plain(CardFacts.Width, CardFacts.Height - Head, ground), 0, Head);
        canvas = canvas.Insert(Plain(CardFacts.Width, 10, accent), 0, Head - 5);

        var begin = Margin;
        if (Emblem(emblem, 100) is { } picture)
        {
            canvas = canvas.Composite2(picture, Enums.BlendMode.Over, x: Place(rtl, begin, picture.Width), y: (Head - 5 - picture.Height) / 2);
            begin += picture.Width + 28;
        }

        var bottom = CardFacts.Height - 56;
        if (card.Headline is null)
        {
            canvas = Over(canvas, Fitting(card.Organisation, card.Language, bold: true, [88, 76, 64, 54, 44], CardFacts.Width - (2 * Margin), bottom - Head - 64), onGround, rtl, Margin, Head + 64);
            return Done(canvas);
        }
        var name = Fitting(card.Organisation, card.Language, bold: true, [36, 32, 28, 24], CardFacts.Width - begin - Margin, Head - 50);
        canvas = Over(canvas, name, [30, 36, 44], rtl, begin, (Head - 5 - name.Height) / 2);
        var top = Head + 52;
        if (card.Label is { } label)
        {
            var set = Fitting(label, card.Language, bold: false, [30, 26], CardFacts.Width - (2 * Margin), 44);
            canvas = Over(canvas, set, onGround, rtl, Margin, top);
            top += 44 + 28;
        }
        canvas = Over(canvas, Fitting(card.Headline, card.Language, bold: true, [72, 64, 56, 48, 42, 36], CardFacts.Width - (2 * Margin), bottom - top), onGround, rtl, Margin, top);
        return Done(canvas);
    }

    private static Image Wordless(double[] ground, double[] accent, string? emblem)
    {
        var canvas = Plain(CardFacts.Width, CardFacts.Height, ground).Insert(Plain(CardFacts.Width, 16, accent), 0, CardFacts.Height - 16);
        if (Emblem(emblem, 340) is not { } picture) return canvas;
        var (x, y) = ((CardFacts.Width - picture.Width) / 2, (CardFacts.Height - 16 - picture.Height) / 2);
        return canvas.Insert(Plain(picture.Width + 80, picture.Height + 80, [255, 255, 255]), x - 40, y - 40).Composite2(picture, Enums.BlendMode.Over, x: x, y: y);
    }

    // A drawing that this library does not understand leaves its place empty; browsers may still show it.
    private static Image? Emblem(string? file, int size)
    {
        if (file is null) return null;
        try
        {
            var picture = Image.Thumbnail(file, size, height: size, size: Enums.Size.Both).Colourspace(Enums.Interpretation.Srgb).CopyMemory();
            return picture.HasAlpha() ? picture : picture.Bandjoin(255);
        }
        catch (VipsException)
        {
            return null;
        }
    }

    // The largest of the sizes in which the text fits; in the smallest it is cut at a word.
    private static Image Fitting(string text, string language, bool bold, int[] sizes, int width, int height)
    {
        if (text.Length > MaxHeadline) text = Cut(text, MaxHeadline);
        foreach (var size in sizes)
        {
            var set = Set(text, language, bold, size, width);
            if (set.Height <= height && set.Width <= width) return set;
        }
        while (true)
        {
            text = Cut(text, text.Length * 3 / 4);
            var set = Set(text, language, bold, sizes[^1], width);
            if ((set.Height <= height && set.Width <= width) || text.Length < 8) return set.Crop(0, 0, Math.Min(width, set.Width), Math.Min(height, set.Height));
        }
    }

    private static string Cut(string text, int length)
    {
        var end = text.LastIndexOf(' ', Math.Min(length, text.Length - 1)) is > 0 and var space ? space : length;
        if (char.IsLowSurrogate(text[end])) end--;
        return text[..end].TrimEnd(' ', ',', ';', ':', '.', '…') + "…";
    }

    private static Image Set(string text, string language, bool bold, int size, int? width)
    {
        // Pango's markup; what XML can't hold is not drawn either.
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            if (!Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF)) clean.Append(rune);
        var markup = $"<span lang=\"{SecurityElement.Escape(language)}\">{SecurityElement.Escape(clean.ToString())}</span>";
        return Image.Text(markup, font: $"{Family} {(bold ? "Bold " : "")}{size}", width: width, dpi: 72, spacing: size / 12, wrap: Enums.TextWrap.WordChar);
    }

    // Whether the fonts have what the text begins with.
    private static bool CanSet(string text)
    {
        var missing = Set(Missing, "en", bold: false, 40, null);
        var looked = 0;
        foreach (var rune in text.EnumerateRunes().Where(Rune.IsLetter))
        {
            if (rune.IsBmp)
            {
                var set = Set(rune.ToString(), "en", bold: false, 40, null);
                if (set.Width != missing.Width || set.Height != missing.Height) return true;
            }
            if (++looked == 4) break;
        }
        return false;
    }

    private static Image Over(Image canvas, Image mask, double[] colour, bool rtl, int begin, int y) =>
        canvas.Composite2(mask.NewFromImage(colour).Copy(interpretation: Enums.Interpretation.Srgb).Bandjoin(mask), Enums.BlendMode.Over, x: Place(rtl, begin, mask.Width), y: y);

    private static int Place(bool rtl, int begin, int width) => rtl ? CardFacts.Width - begin - width : begin;

    private static Image Plain(int width, int height, double[] colour) =>
        Image.Black(width, height).NewFromImage(colour).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);

    private static byte[] Done(Image canvas) =>
        (canvas.HasAlpha() ? canvas.Flatten(background: [255, 255, 255]) : canvas).Cast(Enums.BandFormat.Uchar).PngsaveBuffer(compression: 9, keep: Enums.ForeignKeep.None);

    // The organisation's colour, dark enough for white letters.
    private static (double[] Ground, double[] OnGround, double[] Accent) Colours(CardFacts card)
    {
        Colour.TryParse(card.Primary, out var primary);
        var white = new Colour(1, 0, 0);
        return (Rgb(primary.Until(7, white, darker: true).Hex), [255, 255, 255], Rgb(card.Accent));
    }

    private static double[] Rgb(string hex)
    {
        var number = Convert.ToInt32(hex.TrimStart('#'), 16);
        return [number >> 16 & 255, number >> 8 & 255, number & 255];
    }
}
