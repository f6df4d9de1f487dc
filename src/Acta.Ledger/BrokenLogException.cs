namespace Acta.Ledger;

/// <summary>
/// What is stored contradicts what was signed: a tile is missing or altered, an entry did not come back as written.
/// Nothing may be signed on top of it. The message names the place, what was expected and what was found.
/// </summary>
/// <param name="message">A sentence for the operator.</param>
public sealed class BrokenLogException(string message) : Exception(message);
