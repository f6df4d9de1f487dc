using System.Text;

namespace Acta.Tests.World;

/// <summary>Which files hold some words, whatever they are: free pages and logs of databases included.</summary>
internal static class FilesWith
{
    public static List<string> Any(IEnumerable<string> files, params string[] words)
    {
        var found = new List<string>();
        // A lock says only which process has it, and can't be read while it does.
        foreach (var path in files.Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            foreach (var word in words)
                if (bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0) found.Add(path);
        }
        return found;
    }
}
