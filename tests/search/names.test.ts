// Names as people type them: of models, of formulas, of authors. Through the real engine.
import { expect, test } from 'vitest'
import { find } from '../../src/search/find.ts'
import { parseQuery, printQuery } from '../../src/search/query.ts'
import { engineWith, paperOf } from './fixtures.ts'

const papers = [
  ['GPT-4 Technical Report', 'John Smith'],
  ['S4: Structured Sequences', 'Diederik P. Kingma'],
  ['Compiling C++ and C# Programs', '李 明'],
  ['3D Gaussian Splatting', 'Jane A. Doe'],
  ['Llama-3.1-8B on Phones', 'Wei Ng'],
  ['$\\pi_0$: A Flow Model', 'Wei Ng'],
  ['Flying the F-22', 'Wei Ng'],
  ['Sorting in $\\mathcal{O}(n)$ Time', 'Wei Ng'],
  ['\\textbf{Bold} Claims', 'Wei Ng'],
  ['Ångström Ｆｕｌｌ Width', 'Wei Ng'],
  ['深度学习的方法', 'Wei Ng'],
  ['Глубокое обучение сетей', 'Wei Ng'],
  ['Qwen2.5-VL Report', 'Wei Ng'],
  ['V-JEPA 2 Sees', 'Wei Ng'],
  ['H$_2$O Water', 'Wei Ng'],
  ['Modelling Colour at the Centre of Catalogues', 'Wei Ng'],
] as const
const engine = await engineWith(
  papers.map(([title, author], i) =>
    paperOf({ id: `2501.${10_000 + i}`, title, authors: [author] }),
  ),
)

async function firstFor(text: string) {
  const { page, query } = await find(engine, parseQuery(text), { offset: 0, limit: 3 })
  const [first] = page.hits
  const title = first && papers[Number(first.id.slice(5)) - 10_000]?.[0]
  return { title, answered: printQuery(query), total: page.total }
}

test.each([
  ['GPT-4 Technical Report', ['GPT-4', 'gpt4', 'gpt 4', '"GPT-4"']],
  ['S4: Structured Sequences', ['S4', 's4']],
  ['Compiling C++ and C# Programs', ['C++', 'c++', 'C#']],
  ['3D Gaussian Splatting', ['3D', '3d', '3-D splatting']],
  [
    'Llama-3.1-8B on Phones',
    ['Llama-3.1-8B', 'llama 3.1', 'llama3.1', 'llama3', 'llama-3', 'llama 3 8b'],
  ],
  ['$\\pi_0$: A Flow Model', ['π0', 'pi0', 'pi_0', '$\\pi_0$', 'pi 0']],
  ['Flying the F-22', ['F-22', 'f22', 'f 22']],
  ['Sorting in $\\mathcal{O}(n)$ Time', ['O(n) time', '$\\mathcal{O}(n)$ sorting', 'sorting O(n)']],
  ['\\textbf{Bold} Claims', ['bold claims', '\\textbf{Bold}']],
  ['Ångström Ｆｕｌｌ Width', ['angstrom', 'ÅNGSTRÖM', 'full width', 'ｗｉｄｔｈ']],
  ['深度学习的方法', ['深度学习', '学习', '方法', '深度 方法']],
  ['Глубокое обучение сетей', ['обучение', 'ГЛУБОКОЕ', 'обучене сетей']],
  ['Qwen2.5-VL Report', ['qwen2.5-vl', 'qwen 2.5', 'qwen 2.5 vl', 'Qwen2.5']],
  ['V-JEPA 2 Sees', ['v-jepa2', 'V-JEPA-2', 'vjepa', 'v-jepa 2']],
  ['H$_2$O Water', ['h2o', 'H2O water']],
  ['Modelling Colour at the Centre of Catalogues', ['modeling color', 'center catalogs']],
])('%s', async (title, queries) => {
  for (const query of queries)
    expect([query, (await firstFor(query)).title]).toEqual([query, title])
})

test.each([
  ['j smith report', 'author:"j smith" report', 'GPT-4 Technical Report'],
  ['Smith J report', 'author:"J Smith" report', 'GPT-4 Technical Report'],
  ['smith, john', 'smith john', 'GPT-4 Technical Report'],
  ['report smith, j.', 'report author:"j smith"', 'GPT-4 Technical Report'],
  ['author:smith, j', 'author:"j smith"', 'GPT-4 Technical Report'],
  ['d. p. kingma sequences', 'author:"d p kingma" sequences', 'S4: Structured Sequences'],
  ['DP Kingma', 'author:"d p Kingma"', 'S4: Structured Sequences'],
  ['sequences kingma', 'sequences kingma', 'S4: Structured Sequences'],
  ['doe, j. a. splatting', 'author:"j a doe" splatting', '3D Gaussian Splatting'],
  ['李明', '李明', 'Compiling C++ and C# Programs'],
])('%s → %s', async (text, answered, title) => {
  const answer = await firstFor(text)
  expect(answer.title).toBe(title)
  expect(answer.answered.toLowerCase()).toBe(answered.toLowerCase())
})

test('initials of nobody find nobody', async () => {
  expect(await firstFor('x smith')).toMatchObject({ total: 0 })
})
