namespace Acta.Views.Register;

/// <summary>The names under which readings of the register note what they read, and entries what they change.</summary>
internal static class RegisterTags
{
    /// <summary>What a record is called, and all else it says.</summary>
    public static string Record(Guid id) => "record:" + id.ToString("N");

    /// <summary>Which records name this one.</summary>
    public static string Links(Guid target) => "links:" + target.ToString("N");

    /// <summary>Any record of a kind.</summary>
    public static string Kind(string kind) => "records:" + kind;

    /// <summary>Whether there is any record of a kind.</summary>
    public static string Any(string kind) => "any:" + kind;

    /// <summary>Every record that is changed after its first entry.</summary>
    public const string Amended = "records:amended";

    /// <summary>What answers at an address below every language.</summary>
    public static string Path(string folder, string slug) => $"path:*/{folder}/{slug}";
}
