import { describe, expect, it } from '@jest/globals';
import { SettingsUnreadable } from '../../../../../subgraphs/regulation/domain/red-flags/ini.ts';
import { readSettings } from '../../../../../subgraphs/regulation/domain/red-flags/read-settings.ts';

describe('a settings file', () => {
  it('turns on what it names, at the defaults', () => {
    const { settings, notes } = readSettings('; which ones\n[R018]\n[R038]\n[R035]\n');
    expect(settings).toMatchObject({
      R003: null, R024: null, R018: { methods: new Set(['open', 'selective']) }, R035: { threshold: 1 },
      R038: { threshold: null, minimumBids: 2, minimumBidsOfBuyer: 2 },
    });
    expect(notes).toEqual([]);
  });

  it('sets what it says', () => {
    const { settings } = readSettings([
      'currency = SAR', 'no_price_comparison_procurement_methods = Raffle|Fixed price', '[exclusions]', 'procurement_method_details = Old',
      '[output]', 'info_currency_mismatches = true', '[R003]', 'threshold = 20 # days', 'procurement_methods = open|', '[R003.procurement_method_details]', 'تأمين = 30',
      '[R024]', 'threshold: 0.05', '[R025]', 'percentile = 90', '[R035]', 'threshold = 0', '[R038]', 'minimum_submitted_bids = "5"',
    ].join('\r\n'));
    expect(settings).toMatchObject({
      currency: 'SAR', noPriceComparison: new Set(['Raffle', 'Fixed price']), excludedDetails: new Set(['Old']), quietAboutCurrencies: true,
      R003: { threshold: 20, methods: new Set(['open']), byDetails: new Map([['تأمين', 30]]) },
      R024: { threshold: 0.05 }, R025: { percentile: 90, threshold: null }, R035: { threshold: 1 }, R038: { minimumBids: 5 },
    });
  });

  it('may be one that Cardinal writes: its other command is passed over, its eleventh indicator named', () => {
    expect(readSettings('[defaults]\ncurrency = USD\n[codelists.bid_status]\nqualified = valid\n[R048]\ndigits = 2\n').notes)
      .toEqual(['R048 (heterogeneous supplier) is not among the ten indicators and is not computed']);
  });

  it.each([
    ['an unknown section', '[R999]', /unknown section \[R999\]/],
    ['an unknown property', '[R018]\nthreshold = 1', /unknown property threshold in \[R018\]/],
    ['a number that is none', '[R024]\nthreshold = much', /threshold = much is not a decimal/],
    ['a count below zero', '[R035]\nthreshold = -1', /threshold = -1 is not a natural number/],
    ['a line that is nothing', '[R018]\nnonsense', /line 2 is neither/],
  ])('refuses %s', (_what, text, message) => {
    expect(() => readSettings(text)).toThrow(SettingsUnreadable);
    expect(() => readSettings(text)).toThrow(message);
  });
});
