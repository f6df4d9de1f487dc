using Acta.Store;

namespace Acta.Access;

/// <summary>
/// What is to be mailed, written in the transaction of what it tells of and sent afterwards by whoever looks after it
/// (<c>Notify</c>). It holds no text of articles, not even a headline: what is under embargo must not stand in a mailbox.
/// </summary>
public static class Mails
{
    /// <summary>Tells somebody who works here, in their language, unless they want no mail.</summary>
    /// <param name="w">The transaction.</param>
    /// <param name="now">The time.</param>
    /// <param name="kind">Which mail: its words are <c>{kind}.subject</c> and <c>{kind}.text</c>.</param>
    /// <param name="to">The account.</param>
    /// <param name="link">Where to go, below the site's address.</param>
    public static void Tell(Writing w, DateTimeOffset now, string kind, Guid to, string link) => w.Execute(
        "INSERT INTO mails (kind, user_id, link, state, tries, next, created) SELECT @kind, u.id, @link, 'waiting', 0, @now, @now FROM users u WHERE u.id = @to AND u.disabled = 0 AND u.id NOT IN (SELECT user_id FROM mail_off)",
        ("@kind", kind), ("@to", to.ToString()), ("@link", link), ("@now", now.ToUnixTimeMilliseconds()));

    /// <summary>Tells everybody whom it concerns.</summary>
    /// <param name="w">The transaction.</param>
    /// <param name="now">The time.</param>
    /// <param name="kind">Which mail.</param>
    /// <param name="whom">Who of those who work here.</param>
    /// <param name="link">Where to go, below the site's address.</param>
    public static void TellAll(Writing w, DateTimeOffset now, string kind, Func<Staff, bool> whom, string link)
    {
        foreach (var staff in StaffRows.All(w))
            if (!staff.Disabled && whom(staff)) Tell(w, now, kind, staff.Id, link);
    }

    /// <summary>Tells somebody without an account. The link is a secret: it is forgotten when it is sent.</summary>
    public static void Send(Writing w, DateTimeOffset now, string kind, string name, string address, string language, string link) => w.Execute(
        "INSERT INTO mails (kind, name, address, language, link, state, tries, next, created) VALUES (@kind, @name, @address, @language, @link, 'waiting', 0, @now, @now)",
        ("@kind", kind), ("@name", name), ("@address", address), ("@language", language), ("@link", link), ("@now", now.ToUnixTimeMilliseconds()));

    /// <summary>Whether somebody wants mail.</summary>
    public static bool Wants(Reading r, Guid user) => r.Scalar<long>("SELECT COUNT(*) FROM mail_off WHERE user_id = @user", ("@user", user.ToString())) == 0;

    /// <summary>Turns mail on or off for somebody.</summary>
    public static void Want(Writing w, Guid user, bool wanted)
    {
        w.Execute("DELETE FROM mail_off WHERE user_id = @user", ("@user", user.ToString()));
        if (!wanted) w.Execute("INSERT INTO mail_off (user_id) VALUES (@user)", ("@user", user.ToString()));
    }
}
