using System.Text.Json.Nodes;
using Acta.Record.News;

namespace Acta.Record.Bodies;

/// <summary>Another file in the place of one, wherever a text uses it: what is said of the picture stays.</summary>
public static class FileChange
{
    /// <summary>The edition with the file exchanged; the same where it does not use it.</summary>
    public static Edition In(Edition edition, Guid old, MediaFile by)
    {
        if (Rules.Files(edition).All(f => f.Id != old)) return edition;
        var json = JsonNode.Parse(edition.ToBytes())!.AsObject();
        Walk(json);
        return (Edition)Document.Read(CanonicalJson.Write(json));

        void Walk(JsonNode? node)
        {
            if (node is JsonArray array)
                foreach (var item in array) Walk(item);
            if (node is not JsonObject o) return;
            if (o["file"] is JsonObject file && (string?)file["id"] == old.ToString()) o["file"] = by.ToJson();
            foreach (var (_, value) in o.ToList()) Walk(value);
        }
    }
}
