using Acta.Record.Bodies;

namespace Acta.Pages;

public sealed partial class BodyHtml
{
    /// <summary>A picture with its caption, credit, terms and the link to its original file.</summary>
    public static string RenderFigure(Image image, BodyOptions options, bool first = false)
    {
        var html = new BodyHtml(options);
        html.WriteFigure(image, "", first);
        return html._html.ToString();
    }

    private void WriteFigure(Image image, string id, bool first = false)
    {
        _html.Append("<figure class=\"picture\"");
        Id(id);
        _html.Append('>');
        WritePicture(image, first);
        WriteCaption(image);
        _html.Append("</figure>\n");
    }

    private void WritePicture(Image image, bool first)
    {
        var file = image.Source.File;
        if (file is null)
        {
            WriteElsewhere(image.Source, "picture", image.Alt);
            return;
        }
        // The widths follow from the picture's own: the page names them whether they are made or not. In feeds, whose readers know
        // little HTML, the picture stands alone.
        var widths = _options.BaseUrl is null ? Renditions.WidthsOf(file) : [];
        if (widths.Count > 0)
        {
            _html.Append("<picture>");
            foreach (var format in Renditions.Formats.SkipLast(1))
            {
                _html.Append("<source type=\"").Append(Renditions.TypeOf(format)).Append('"');
                WriteWidths(file, widths, format);
                _html.Append('>');
            }
        }
        _html.Append("<img src=\"");
        HtmlText.Encode(_html, Absolute(widths.Count > 0 ? RenditionAddress(file, widths.LastOrDefault(w => w <= 1440, widths[0]), Renditions.Formats[^1]) : MediaAddress(file)));
        _html.Append('"');
        if (widths.Count > 0) WriteWidths(file, widths, Renditions.Formats[^1]);
        _html.Append(" alt=\"");
        HtmlText.Encode(_html, image.Alt);
        _html.Append('"');
        if (InSight(image) is { } point) _html.Append(" class=\"").Append(point).Append('"');
        if (file is { Width: { } width, Height: { } height }) _html.Append(" width=\"").Append(width).Append("\" height=\"").Append(height).Append('"');
        // The first picture is what the reader waits for; the others load as they come into sight.
        _html.Append(first ? " fetchpriority=\"high\">" : " loading=\"lazy\" decoding=\"async\">");
        _html.Append(widths.Count > 0 ? "</picture>\n" : "\n");
    }

    private void WriteWidths(MediaFile file, IReadOnlyList<int> widths, string format)
    {
        _html.Append(" srcset=\"");
        for (var i = 0; i < widths.Count; i++)
        {
            if (i > 0) _html.Append(", ");
            HtmlText.Encode(_html, Absolute(RenditionAddress(file, widths[i], format)));
            _html.Append(' ').Append(widths[i]).Append('w');
        }
        _html.Append("\" sizes=\"(min-width: 60rem) 48rem, 100vw\"");
    }

    private void WriteCaption(Image image)
    {
        var file = image.Source.File;
        if (image is { Caption: null, Credit: null, Licence: null } && file is null) return;
        _html.Append("<figcaption>");
        if (image.Caption is { Length: > 0 } caption)
        {
            _html.Append("<span class=\"caption\">");
            Line(caption);
            _html.Append("</span> ");
        }
        // Each fact keeps its own direction: a Latin licence in an Arabic line must not carry its neighbours along.
        if (image.Credit is { Length: > 0 } credit) _html.Append("<bdi class=\"credit\">").Append(_options.Words.Html("picture.credit", ("credit", credit)).Value).Append("</bdi> ");
        if (image.Licence is { Length: > 0 } licence) _html.Append("<bdi class=\"licence\">").Append(_options.Words.Html("picture.licence", ("licence", licence)).Value).Append("</bdi> ");
        if (file is not null)
        {
            _html.Append("<a class=\"original\" href=\"");
            HtmlText.Encode(_html, Absolute(MediaAddress(file)));
            _html.Append("\">").Append(_options.Words.Html("picture.original").Value).Append("</a> <bdi class=\"file-facts\">(");
            WriteFacts(file, null);
            _html.Append(")</bdi>");
        }
        _html.Append("</figcaption>");
    }

    private void Write(Gallery gallery)
    {
        _html.Append("<figure class=\"gallery\"");
        Id(gallery.Id);
        _html.Append("><div class=\"pictures\">\n");
        foreach (var image in gallery.Images) WriteFigure(image, "");
        _html.Append("</div>");
        if (gallery.Caption is { Length: > 0 } caption)
        {
            _html.Append("<figcaption>");
            Line(caption);
            _html.Append("</figcaption>");
        }
        _html.Append("</figure>\n");
    }

    private void Write(Attachment attachment)
    {
        _html.Append("<p class=\"file\"");
        Id(attachment.Id);
        _html.Append('>');
        var address = attachment.Source.File is { } own ? Absolute(MediaAddress(own)) : attachment.Source.Url is { } url ? HtmlText.SafeLink(url) : null;
        if (address is null)
        {
            _html.Append("<b>");
            HtmlText.Encode(_html, attachment.Title);
            _html.Append("</b>");
        }
        else
        {
            _html.Append("<a href=\"");
            HtmlText.Encode(_html, address);
            _html.Append('"');
            if (attachment.Language is { } l) _html.Append(" hreflang=\"").Append(HtmlText.Encode(l)).Append('"');
            _html.Append('>');
            HtmlText.Encode(_html, attachment.Title);
            _html.Append("</a>");
        }
        _html.Append(" <span class=\"file-facts\">");
        if (attachment.Source.File is { } file) WriteFacts(file, attachment.Language);
        else
        {
            _html.Append(attachment.Source.IsMissing
                ? _options.Words.Html("media.file.missing").Value
                : _options.Words.Html("media.elsewhere", ("host", HtmlText.Host(attachment.Source.Url) ?? attachment.Source.Url!)).Value);
            if (attachment.Language is { } language) _html.Append(" · ").Append(HtmlText.Encode(_options.Words.LanguageName(language)));
        }
        _html.Append("</span></p>\n");
    }

    private void Write(Recording recording)
    {
        var kind = recording.Recorded == RecordingKind.Video ? "video" : "audio";
        _html.Append("<figure class=\"recording\"");
        Id(recording.Id);
        _html.Append('>');
        if (recording.Source.File is { } file)
        {
            _html.Append('<').Append(kind).Append(" controls preload=\"none\" src=\"");
            HtmlText.Encode(_html, Absolute(MediaAddress(file)));
            _html.Append('"');
            if (file is { Width: { } width, Height: { } height }) _html.Append(" width=\"").Append(width).Append("\" height=\"").Append(height).Append('"');
            _html.Append("></").Append(kind).Append('>');
        }
        else WriteElsewhere(recording.Source, kind, recording.Title);
        if (recording.Caption is { Length: > 0 } || (recording.Source.File is not null && recording.Title is { Length: > 0 }))
        {
            _html.Append("<figcaption>");
            if (recording.Source.File is not null && recording.Title is { Length: > 0 } title)
            {
                _html.Append("<b>");
                HtmlText.Encode(_html, title);
                _html.Append("</b> ");
            }
            if (recording.Caption is { Length: > 0 } caption) Line(caption);
            _html.Append("</figcaption>");
        }
        _html.Append("</figure>\n");
        if (recording.Transcript.Count > 0)
        {
            _html.Append("<details class=\"transcript\"><summary>").Append(_options.Words.Html("media.transcript").Value).Append("</summary>\n");
            Write(recording.Transcript);
            _html.Append("</details>\n");
        }
    }

    // What stands on another site is linked, not embedded: it may vanish there, and it may watch who reads here.
    // What was stated and has lost its address says so.
    private void WriteElsewhere(MediaSource source, string kind, string? title)
    {
        _html.Append("<p class=\"elsewhere\">");
        if (source.Url is { } url && HtmlText.SafeLink(url) is { } link)
        {
            _html.Append("<a href=\"");
            HtmlText.Encode(_html, link);
            _html.Append("\">");
            if (title is { Length: > 0 }) HtmlText.Encode(_html, title);
            else _html.Append(_options.Words.Html("media." + kind).Value);
            _html.Append("</a> <span class=\"file-facts\">").Append(_options.Words.Html("media.elsewhere", ("host", HtmlText.Host(link) ?? link)).Value).Append("</span>");
        }
        else
        {
            if (title is { Length: > 0 })
            {
                _html.Append("<b>");
                HtmlText.Encode(_html, title);
                _html.Append("</b> ");
            }
            _html.Append("<span class=\"file-facts\">").Append(_options.Words.Html($"media.{kind}.missing").Value).Append("</span>");
        }
        _html.Append("</p>");
    }

    private void WriteFacts(MediaFile file, string? language)
    {
        HtmlText.Encode(_html, TypeName(file.Type));
        _html.Append(", <bdi>").Append(HtmlText.Encode(_options.Words.Size(file.Size))).Append("</bdi>");
        if (file is { Width: { } width, Height: { } height }) _html.Append(", <bdi>").Append(width).Append(" × ").Append(height).Append("</bdi>");
        if (language is not null) _html.Append(", ").Append(HtmlText.Encode(_options.Words.LanguageName(language)));
    }

    /// <summary>The class by which the style sheet keeps the picture's point in sight where it crops, to the tenth; null for the middle.</summary>
    internal static string? InSight(Image image) => image.Focal is { } f && (Tenth(f.X), Tenth(f.Y)) is var (x, y) && (x, y) != (5, 5) ? $"x{x} y{y}" : null;

    private static int Tenth(int thousandths) => (thousandths + 50) / 100;

    /// <summary>The address of a file of ours.</summary>
    internal static string MediaAddress(MediaFile file) => $"/media/{file.Id}/{HtmlText.PathPart(file.Name)}";

    private static string RenditionAddress(MediaFile file, int width, string format) => $"/media/{file.Id}/w/{width}.{format}";

    private static string TypeName(string type) => type switch
    {
        "application/pdf" => "PDF",
        "application/msword" or "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "Word",
        "application/vnd.ms-excel" or "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "Excel",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation" => "PowerPoint",
        "application/vnd.oasis.opendocument.text" => "ODT",
        "text/plain" => "TXT",
        "image/svg+xml" => "SVG",
        "audio/mpeg" => "MP3",
        _ => type[(type.LastIndexOf('/') + 1)..].ToUpperInvariant(),
    };
}
