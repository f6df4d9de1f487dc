using System.Security.Cryptography;
using System.Text;
using Acta.Store;

namespace Acta.Access;

/// <summary>
/// How often somebody may try to sign in: so many times for an account, so many from an address. An attempt is counted
/// before it is looked at, so that a thousand at once are a thousand; and an account that nobody has is counted like one that
/// somebody has, so that the limit tells nothing.
/// </summary>
public sealed class Attempts(MainStore store, TimeProvider time)
{
    /// <summary>Tries for one account.</summary>
    public const int ForAccount = 5;

    /// <summary>Tries from one address, where many colleagues may sit behind one.</summary>
    public const int FromAddress = 50;

    /// <summary>How long tries are counted together, and how long one waits at most.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Counts a try; how long to wait where there were too many already.</summary>
    /// <param name="account">Null where none is named: a passkey names its own, and can't be guessed.</param>
    /// <param name="address">From where.</param>
    public TimeSpan? Take(string? account, string address)
    {
        using (var r = store.Read())
            if (((account is null ? null : Waiting(r, Account(account), ForAccount)) ?? Waiting(r, Address(address), FromAddress)) is { } wait) return wait;
        using var w = store.BeginDeskWrite();
        var now = time.GetUtcNow();
        w.Execute("DELETE FROM attempts WHERE since < @old", ("@old", (now - Window).ToUnixTimeMilliseconds()));
        var waiting = (account is null ? null : Count(w, Account(account), ForAccount, now)) ?? Count(w, Address(address), FromAddress, now);
        w.Commit();
        return waiting;
    }

    /// <summary>It was the right one: its account begins anew, and the try is not held against the address.</summary>
    public void GiveBack(string? account, string address)
    {
        using var w = store.BeginDeskWrite();
        if (account is not null) w.Execute("DELETE FROM attempts WHERE what = @what", ("@what", Account(account)));
        w.Execute("UPDATE attempts SET count = count - 1 WHERE what = @what AND count > 0", ("@what", Address(address)));
        w.Commit();
    }

    private static TimeSpan? Count(Writing w, string what, int most, DateTimeOffset now) => w.First(
        "INSERT INTO attempts (what, count, since) VALUES (@what, 1, @now) ON CONFLICT (what) DO UPDATE SET count = attempts.count + 1 RETURNING count, since",
        row => row.GetInt64(0) > most ? Left(row.GetInt64(1), now) : null,
        ("@what", what), ("@now", now.ToUnixTimeMilliseconds()));

    // A whole window's tries are refused without writing them down: a flood costs no more than reading.
    private TimeSpan? Waiting(Reading r, string what, int most) => r.First(
        "SELECT count, since FROM attempts WHERE what = @what",
        row => row.GetInt64(0) >= most ? Left(row.GetInt64(1), time.GetUtcNow()) : null, ("@what", what));

    private static TimeSpan? Left(long since, DateTimeOffset now) =>
        DateTimeOffset.FromUnixTimeMilliseconds(since) + Window - now is var left && left > TimeSpan.Zero ? left : null;

    // Addresses of people, and of their machines, stand here as digests: the table is for counting.
    private static string Account(string account) => "account " + Hash(account.Trim().ToUpperInvariant());

    private static string Address(string address) => "address " + Hash(address);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
