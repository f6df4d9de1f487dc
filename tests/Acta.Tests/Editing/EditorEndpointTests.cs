using System.Net;
using System.Text;
using System.Text.Json;
using Acta.Access;
using Acta.Tests.Access;

namespace Acta.Tests.Editing;

/// <summary>What the editor asks of the server, asked by hand.</summary>
public class EditorEndpointTests
{
    [Fact]
    public async Task The_server_turns_markdown_into_the_editors_form_and_back_and_refuses_what_is_neither_in_a_sentence()
    {
        await using var site = await DeskSite.Start();
        using var author = await site.SignIn(await site.Add(Roles.Author));
        var token = (await author.Get("/desk/account")).Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = author.Cookies }) { BaseAddress = new Uri(site.Url) };

        var (status, opened) = await Ask("open", """{"markdown":"## A\n\n**b**"}""");
        Assert.Equal(200, status);
        var document = JsonDocument.Parse(opened).RootElement.GetProperty("document").GetRawText();
        Assert.Equal((200, """{"markdown":"## A\n\n**b**\n"}"""), await Ask("markdown", $$"""{"document":{{document}}}"""));
        foreach (var bad in new[] { "", "{", "[]", "7", "{}", """{"document":{}}""", """{"document":{"type":"doc","content":[{"type":"x"}]}}""", "{\"document\":" + string.Concat(Enumerable.Repeat("{\"a\":", 2_000)) })
        {
            var (refused, sentence) = await Ask("markdown", bad);
            Assert.Equal(400, refused);
            Assert.StartsWith("The text came in a form that this desk does not know.", JsonDocument.Parse(sentence).RootElement.GetProperty("error").GetString());
        }
        Assert.Equal(413, (await Ask("markdown", "{\"x\":\"" + new string('a', 33 << 20) + "\"}")).Status);
        var wild = string.Concat(Enumerable.Range(0, 32).Select(i => $"<i a{i}><b a{i}><u a{i}>")) + string.Concat(Enumerable.Repeat("<p>x", 50_000));
        Assert.Equal(400, (await Ask("paste", JsonSerializer.Serialize(new { html = wild, language = "en" }))).Status);

        // Nobody else's page can ask for it.
        token = "";
        Assert.Equal(400, (await Ask("open", """{"markdown":"x"}""")).Status);

        async Task<(int Status, string Body)> Ask(string what, string json)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/desk/editor/" + what) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
            if (token.Length > 0) request.Headers.Add("X-Form-Token", token);
            try
            {
                using var answer = await http.SendAsync(request);
                return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
            }
            // The server may close the line on somebody who goes on sending.
            catch (HttpRequestException e) when (e.InnerException is IOException)
            {
                return ((int)HttpStatusCode.RequestEntityTooLarge, "");
            }
        }
    }
}
