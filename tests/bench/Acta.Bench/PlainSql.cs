using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace Acta.Bench;

/// <summary>Asks a PostgreSQL questions in plain SQL, prepared, over one connection.</summary>
internal static class PlainSql
{
    /// <summary>As JSON, for each name of a question, how many milliseconds it took and how many rows it gave.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="questions">A file of lines: name, sql, values.</param>
    public static string Measure(string connection, string questions)
    {
        using var source = new NpgsqlDataSourceBuilder(connection + ";Max Auto Prepare=20;Auto Prepare Min Usages=1").Build();
        using var open = source.OpenConnection();
        var times = new Dictionary<string, List<double>>();
        long rows = 0;
        foreach (var line in File.ReadLines(questions))
        {
            using var question = JsonDocument.Parse(line);
            var root = question.RootElement;
            var begin = Stopwatch.GetTimestamp();
            using (var command = new NpgsqlCommand(root.GetProperty("sql").GetString()!, open))
            {
                foreach (var value in root.GetProperty("values").EnumerateArray()) command.Parameters.Add(new NpgsqlParameter { Value = Value(value.GetString()!) });
                using var reader = command.ExecuteReader();
                var values = new object[reader.FieldCount];
                while (reader.Read())
                {
                    reader.GetValues(values);
                    rows++;
                }
            }
            var name = root.GetProperty("name").GetString()!;
            if (!times.TryGetValue(name, out var list)) times[name] = list = [];
            list.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }
        return JsonSerializer.Serialize(new { rows, times });
    }

    private static object Value(string text) => Guid.TryParseExact(text, "D", out var id) ? id : DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : text;
}
