using Acta.Record;

namespace Acta.Tests.Documents;

/// <summary>The last parts of addresses, which are given once and for ever.</summary>
public class SlugTests
{
    [Theory]
    [InlineData("ar", "الأمين العام", "alamyn-alaam")]
    [InlineData("hy", "Գլխավոր քարտուղարություն", "glkhavor-kartugharutyun")]
    [InlineData("fr", "L’accord d'entente", "l-accord-d-entente")]
    [InlineData("en", "The country’s plan", "the-countrys-plan")]
    [InlineData("ru", "Заседание Совета", "zasedanie-soveta")]
    [InlineData("tr", "IŞIK İzmir", "isik-izmir")]
    [InlineData("en", "2025", "item-2025")]
    [InlineData("en", "!!!", "item")]
    public void A_headline_gives_an_address_that_can_be_read_aloud(string language, string headline, string slug) => Assert.Equal(slug, Slugs.From(headline, language));
}
