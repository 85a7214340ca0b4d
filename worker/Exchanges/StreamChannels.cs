namespace CryptoRun.Worker.Exchanges;

/// <summary>What a stream is asked for.</summary>
[Flags]
internal enum StreamChannels
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Newest prices.</summary>
    Quotes = 1,

    /// <summary>Hourly candles.</summary>
    Candles = 2,

    /// <summary>Order books.</summary>
    Books = 4,

    /// <summary>Trades.</summary>
    Trades = 8,
}
