namespace CryptoRun.Domain.Markets;

/// <summary>Total value locked in a protocol, or held by a centralised exchange.</summary>
/// <param name="Time">When the source said so, UTC.</param>
/// <param name="Protocol">The source's name of it, <c>aave-v3</c>.</param>
/// <param name="Category">The source's word: <c>Lending</c>, <c>CEX</c>.</param>
/// <param name="Symbol">Canonical symbol of its coin; null: it has none.</param>
/// <param name="Chain">The chain that this is the part of; null: all chains together.</param>
/// <param name="TvlUsd">USD, 0 or more.</param>
public sealed record ProtocolTvl(DateTimeOffset Time, string Protocol, string Category, string? Symbol, string? Chain, decimal TvlUsd);

/// <summary>Total value locked on a chain.</summary>
/// <param name="Time">When the source said so, UTC.</param>
/// <param name="Chain">The chain, <c>Ethereum</c>.</param>
/// <param name="Symbol">Canonical symbol of its coin; null: it has none.</param>
/// <param name="TvlUsd">USD, 0 or more.</param>
public sealed record ChainTvl(DateTimeOffset Time, string Chain, string? Symbol, decimal TvlUsd);
