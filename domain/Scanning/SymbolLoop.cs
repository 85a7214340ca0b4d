namespace CryptoRun.Domain.Scanning;

/// <summary>
/// Does something for each of so many symbols, in any order and on as many threads as the caller likes; returns when all are done. What a scan does for one
/// symbol touches that symbol alone, so the result is the same to the bit.
/// </summary>
/// <param name="count">Symbols.</param>
/// <param name="each">What to do for symbol 0 to count - 1.</param>
public delegate void SymbolLoop(int count, Action<int> each);
