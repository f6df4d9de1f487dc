using Acta.Record;

namespace Acta.Views.News;

/// <summary>
/// The names under which readings note what they read and entries what they change. They are as fine as is needed for a
/// publish to leave the pages of other articles, and older pages of lists, alone.
/// </summary>
internal static class Tags
{
    /// <summary>Touched by every entry.</summary>
    public const string Everything = "log";

    public const string Settings = "settings";

    /// <summary>What the log says of itself.</summary>
    public const string Log = "statements";

    public const string GoneHashes = "gone";

    /// <summary>Anything of an article, in any language.</summary>
    public static string Article(Guid id) => "article:" + id.ToString("N");

    /// <summary>One language version, as a row of lists.</summary>
    public static string Row(long edition) => "row:" + edition;

    /// <summary>What stands before and after a language version.</summary>
    public static string Near(long edition) => "near:" + edition;

    /// <summary>What answers at an address (language and all) or at one of a former site.</summary>
    public static string Path(string path) => "path:" + path;

    public static string Document(Digest digest) => "document:" + digest.Hex;

    public static string Media(Guid id) => "media:" + id.ToString("N");

    /// <summary>The newest <see cref="NewestReach"/> of a list.</summary>
    public static string Newest(ListKey list) => "newest:" + list;

    /// <summary>What stands in a list in one year.</summary>
    public static string Year(ListKey list, int year) => $"year:{list}:{year}";

    /// <summary>What stands in a list in a year and all before it.</summary>
    public static string UpTo(ListKey list, int year) => $"upto:{list}:{year}";

    /// <summary>How many pages a list has.</summary>
    public static string Pages(ListKey list) => "pages:" + list;

    /// <summary>How many articles a list holds, by month.</summary>
    public static string Counts(ListKey list) => "counts:" + list;

    /// <summary>In which months a list holds articles at all.</summary>
    public static string Months(ListKey list) => "months:" + list;

    /// <summary>The lists of a language, and how long each is: sections, kinds, tags.</summary>
    public static string Lists(string language) => "lists:" + language;

    public static string Changes(string language) => "changes:" + language;

    public static string Pinned(string language) => "pinned:" + language;

    public static string Upcoming(string language) => "upcoming:" + language;

    /// <summary>How many of the newest a <see cref="Newest"/> tag covers.</summary>
    public const int NewestReach = 100;
}
