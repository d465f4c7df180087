import type { Family } from '../families/family.js';
import type { PanelSpec, QuestionSpec } from './dashboard-spec.js';
import { quantileOf, rateOf, sharesOf } from './expressions.js';
import { familyTitle } from './family-title.js';
import { gaugeShown } from './gauge-shown.js';
import { grafanaRateUnit, grafanaUnit } from './grafana-unit.js';
import type { MeterInstrument } from './meter-dashboard.js';
import { graph, heatmap, quantiles } from './panel.js';

/** Of an open label so many values are shown: more lines than that nobody reads. */
const MOST = 10;

/** What an instrument of its kind can always be asked, by each of its labels. */
export function instrumentRow(instrument: MeterInstrument): QuestionSpec {
  const question = instrument.family.help.replace(/\.$/, '');
  return { question, panels: panelsOf(instrument) };
}

function panelsOf({ kind, family }: MeterInstrument): readonly PanelSpec[] {
  switch (kind) {
    case 'counter':
    case 'observableCounter':
      return counterPanels(family);
    case 'histogram':
      return histogramPanels(family);
    case 'upDownCounter':
    case 'observableUpDownCounter':
      return sumPanels(family);
    case 'gauge':
    case 'observableGauge':
      return [gaugePanel(family)];
  }
}

function counterPanels(family: Family): readonly PanelSpec[] {
  const title = `${familyTitle(family)} per second`;
  const unit = grafanaRateUnit(family.unit);
  const counter = family.samples[0] ?? '';
  const total = rateOf(counter);
  return [
    graph(title, unit, { all: total }),
    ...labelsOf(family).map(({ label, isOpen }) => {
      const parts = rateOf(counter, { by: [label] });
      return isOpen
        ? graph(`${title} by ${label}`, unit, { [`{{${label}}}`]: highest(parts) })
        : graph(
            `${familyTitle(family)}, share by ${label}`,
            'percentunit',
            { [`{{${label}}}`]: sharesOf(parts, total) },
            { stacked: true },
          );
    }),
  ];
}

function histogramPanels(family: Family): readonly PanelSpec[] {
  const { name } = family;
  const title = familyTitle(family);
  const unit = grafanaUnit(family.unit);
  return [
    quantiles(`${title}: p50, p95, p99, mean`, unit, name),
    heatmap(`${title}: spread`, unit, name),
    graph(`${title}: observations per second`, 'cps', { all: rateOf(`${name}_count`) }),
    ...labelsOf(family).map(({ label, isOpen }) => {
      const each = quantileOf(0.95, name, { by: [label] });
      const queries = { [`{{${label}}}`]: isOpen ? highest(each) : each };
      return graph(`${title}: p95 by ${label}`, unit, queries);
    }),
  ];
}

/** What grows and shrinks may be summed, whatever it counts. */
function sumPanels(family: Family): readonly PanelSpec[] {
  const { name } = family;
  const title = familyTitle(family);
  const unit = grafanaUnit(family.unit);
  return [
    graph(title, unit, { all: `sum(${name})` }),
    ...labelsOf(family).map(({ label, isOpen }) => {
      const parts = `sum by (${label}) (${name})`;
      const queries = { [`{{${label}}}`]: isOpen ? highest(parts) : parts };
      return graph(`${title} by ${label}`, unit, queries);
    }),
  ];
}

/** Only who sets a gauge knows whether it may be summed: each series is a line of its own. */
function gaugePanel(family: Family): PanelSpec {
  const labels = labelsOf(family);
  const legend = [...labels.map(({ label }) => label), 'instance'].map((name) => `{{${name}}}`);
  const { title, unit, series } = gaugeShown(family);
  const query = labels.some(({ isOpen }) => isOpen) ? highest(series) : series;
  return graph(title, unit, { [legend.join(' ')]: query });
}

function labelsOf({ labels }: Family) {
  return [...labels].map(([label, { values }]) => ({ label, isOpen: values === undefined }));
}

function highest(query: string): string {
  return `topk(${MOST}, ${query})`;
}
