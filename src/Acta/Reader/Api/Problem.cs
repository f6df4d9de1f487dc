using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Acta.Record;

namespace Acta.Reader.Api;

/// <summary>A refusal of the data interface, as problem details (RFC 9457).</summary>
public static class Problem
{
    private static readonly System.Text.Json.JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>It as an answer.</summary>
    public static Content Of(int status, string code, string sentence)
    {
        var problem = new JsonObject { ["type"] = "about:blank", ["title"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), ["status"] = status, ["code"] = code, ["detail"] = sentence };
        return new Content(status, "application/problem+json; charset=utf-8", Encoding.UTF8.GetBytes(problem.ToJsonString(Options)));
    }

    /// <summary>Why what stands after <c>as_of=</c> is no day; of a year or a month, how its last day is written.</summary>
    public static string NotADay(string text) => PartialDate.TryParse(text, out var date) && date.Precision < DatePrecision.Day
        ? $"as_of is a day, such as {date.LastDay:yyyy-MM-dd}, the last of {text}."
        : "as_of is a day, written as year, month and day: 2019-12-25.";

    /// <summary>Writes it.</summary>
    public static Task Write(HttpContext http, int status, string code, string sentence) => Answering.Write(http, new Answer(Of(status, code, sentence)));
}
