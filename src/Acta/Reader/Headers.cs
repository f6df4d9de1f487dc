using Microsoft.Extensions.Primitives;

namespace Acta.Reader;

/// <summary>Headers of every answer, and what a request's headers ask for.</summary>
public static class Headers
{
    private static readonly StringValues Policy =
        "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; manifest-src 'self'";
    private static readonly StringValues WithScript = Policy + "; script-src 'self'";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues Referrer = "strict-origin-when-cross-origin";
    private static readonly StringValues Permissions = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";
    private static readonly StringValues SameOrigin = "same-origin";
    private static readonly StringValues CrossOrigin = "cross-origin";
    private static readonly StringValues TwoYears = "max-age=63072000; includeSubDomains";
    private static readonly StringValues Anyone = "*";

    /// <summary>What keeps a page from being misused. Feeds, data and pictures may be read from other sites.</summary>
    public static void Protect(IHeaderDictionary headers, bool secure, bool isPage, bool hasScript = false)
    {
        headers.ContentSecurityPolicy = hasScript ? WithScript : Policy;
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = Referrer;
        if (isPage)
        {
            headers["Permissions-Policy"] = Permissions;
            headers["Cross-Origin-Opener-Policy"] = SameOrigin;
            headers["Cross-Origin-Resource-Policy"] = SameOrigin;
        }
        else
        {
            headers["Cross-Origin-Resource-Policy"] = CrossOrigin;
            headers.AccessControlAllowOrigin = Anyone;
        }
        if (secure) headers.StrictTransportSecurity = TwoYears;
    }

    /// <summary>The best encoding both sides know, by <c>Accept-Encoding</c> with its weights (RFC 9110 §12.5.3).</summary>
    public static Coding CodingFor(StringValues accept)
    {
        // What browsers send, answered without taking it apart.
        if (accept.Count == 1 && accept[0] is "gzip, deflate, br" or "gzip, deflate, br, zstd" or "br") return Coding.Brotli;
        if (accept.Count == 0) return Coding.Identity;
        double brotli = -1, gzip = -1, any = -1, identity = -1;
        foreach (var (word, weight) in Weighted(accept))
        {
            if (word.Equals("br", StringComparison.OrdinalIgnoreCase)) brotli = weight;
            else if (word.Equals("gzip", StringComparison.OrdinalIgnoreCase) || word.Equals("x-gzip", StringComparison.OrdinalIgnoreCase)) gzip = weight;
            else if (word.Equals("identity", StringComparison.OrdinalIgnoreCase)) identity = weight;
            else if (word == "*") any = weight;
        }
        if (brotli < 0) brotli = Math.Max(any, 0);
        if (gzip < 0) gzip = Math.Max(any, 0);
        var best = Math.Max(brotli, gzip);
        if (best <= 0 || identity > best) return Coding.Identity;
        return brotli >= gzip ? Coding.Brotli : Coding.Gzip;
    }

    /// <summary>The site's language a reader likes best, by <c>Accept-Language</c> (RFC 4647 lookup); else the first.</summary>
    public static string LanguageFor(StringValues accept, IReadOnlyList<string> offered)
    {
        foreach (var (word, weight) in Weighted(accept).OrderByDescending(w => w.Weight))
        {
            if (weight <= 0) continue;
            for (var range = word; range.Length > 0; range = range.LastIndexOf('-') is > 0 and var cut ? range[..cut] : "")
                foreach (var language in offered)
                    if (language.Equals(range, StringComparison.OrdinalIgnoreCase)) return language;
        }
        return offered[0];
    }

    private static IEnumerable<(string Word, double Weight)> Weighted(StringValues values)
    {
        foreach (var value in values)
        {
            foreach (var part in (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var pieces = part.Split(';', StringSplitOptions.TrimEntries);
                var weight = 1.0;
                foreach (var piece in pieces.Skip(1))
                    if (piece.StartsWith("q=", StringComparison.OrdinalIgnoreCase) && !double.TryParse(piece.AsSpan(2), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out weight)) weight = 0;
                yield return (pieces[0], weight);
            }
        }
    }
}
